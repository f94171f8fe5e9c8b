/* Sends what waits in the transcript, oldest first, one at a time, for as long as it takes. */
"use strict";
(function (chidan) {
  const { connection, transcript } = chidan;
  const REFUSED = [400, 413, 415, 422];

  /* on: {state(id, state), sent(renewed), refused(message), unreachable()}. */
  class Outgoing {
    constructor(on) {
      this.on = on;
      this.running = false;
      this.failures = 0;
      this.timer = 0;
    }

    /* Safe to call at any time: a second call while one runs does nothing, as the first takes all that waits. */
    async flush() {
      clearTimeout(this.timer);
      if (this.running) {
        return;
      }
      this.running = true;
      try {
        let entry = transcript.nextWaiting();
        while (entry && (await this.deliver(entry))) {
          entry = transcript.nextWaiting();
        }
      } finally {
        this.running = false;
      }
    }

    /* True when the next entry may follow. The id stays the same each time, so the server knows a repeat. */
    async deliver(entry) {
      this.mark(entry, "sending");
      const { status, renewed, error } = await connection.send(entry);
      if (status >= 200 && status < 300) {
        this.failures = 0;
        this.mark(entry, "sent");
        this.on.sent(renewed);
        return true;
      }
      if (REFUSED.includes(status)) {
        this.mark(entry, "refused");
        this.on.refused(error);
        return true;
      }
      this.mark(entry, "failed");
      this.on.unreachable();
      this.timer = setTimeout(() => this.flush(), connection.wait(this.failures));
      this.failures += 1;
      return false;
    }

    mark(entry, state) {
      transcript.setState(entry.id, state);
      this.on.state(entry.id, state);
    }
  }

  chidan.Outgoing = Outgoing;
})(window.chidan);
