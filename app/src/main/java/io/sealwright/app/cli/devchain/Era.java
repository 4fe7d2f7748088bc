package io.sealwright.app.cli.devchain;

import io.sealwright.devchain.mpool.ReplaceRule;

/** Which Lotus a dev chain is like where versions differ: in what replaces a pending message. */
enum Era {
  /** Up to v1.20: a premium higher by a quarter. */
  OLD(ReplaceRule.QUARTER),
  /** Since v1.22: by a tenth. */
  NEW(ReplaceRule.TENTH);

  private final ReplaceRule replaceRule;

  Era(ReplaceRule replaceRule) {
    this.replaceRule = replaceRule;
  }

  ReplaceRule replaceRule() {
    return replaceRule;
  }
}
