/** What a process that serves Lotus's API answers whatever it is: its sessions, tokens and logs. */
@NullMarked
package io.sealwright.lotus.serving;

import org.jspecify.annotations.NullMarked;
