package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;

/**
 * A read that nothing ends: the system neither answers nor lets its thread be interrupted, as on an
 * NFS mount whose server is gone. The thread is left behind; it keeps nobody from going on, does
 * not keep the process, and closes its file as soon as the system answers.
 */
public record HungRead(SectorNumber sector, Path storage, Stage stage) {}
