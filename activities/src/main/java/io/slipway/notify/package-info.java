/** Telling people and programs of runs: chats, mail, webhooks, GitHub and commands. */
@NullMarked
package io.slipway.notify;

import org.jspecify.annotations.NullMarked;
