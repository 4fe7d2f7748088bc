package io.sealwright.engine.storage;

import io.sealwright.engine.storage.Listing.Entry;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which files of a sector are looked for.
 *
 * @param purpose what they must serve to be whole
 */
public record SectorSearch(SectorId sector, SectorSize size, Purpose purpose) {

  /** Where its files lie, by listing and in the order of each. */
  public List<FoundFile> in(Collection<Listing> listings) {
    List<FoundFile> found = new ArrayList<>();
    for (Listing listing : listings) {
      for (Entry entry : listing.entries()) {
        if (entry.name().equals(sector.fileName())) {
          found.add(new FoundFile(listing.path(), entry.type(), isWhole(entry)));
        }
      }
    }
    return List.copyOf(found);
  }

  /** By size alone: the contents are a matter of proofs. */
  private boolean isWhole(Entry entry) {
    return switch (entry.type()) {
      case SEALED, UPDATE -> entry.bytes() == size.bytes();
      case UNSEALED -> entry.bytes() >= size.bytes(); // What is allocated is noted at the end.
      case PIECE -> entry.bytes() > 0;
      case CACHE -> purpose.isServedBy(entry.contents(), size);
      case UPDATE_CACHE -> Purpose.PROVE.isServedBy(entry.contents(), size);
    };
  }
}
