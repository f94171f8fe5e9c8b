/* The page around the conversation: notices, the typing sign, scrolling, the size of type. */
"use strict";
(function (chidan) {
  const { storage } = chidan;
  const byId = (id) => document.getElementById(id);
  const NEAR_END_PX = 80; // so near, new bubbles are followed
  const HIDDEN_PX = 24; // so much below the edge is worth a button
  const NOTICE_MS = 4000;
  const TYPING_MS = 20000;
  const TALLEST_INPUT_PX = 140;

  class Surface {
    constructor(notices) {
      this.notices = notices;
      this.notice = byId("notice");
      this.typing = byId("typing");
      this.scroller = byId("scroller");
      this.log = byId("log");
      this.more = byId("more");
      this.input = byId("message");
      this.trouble = false;
      this.noticeTimer = 0;
      this.typingTimer = 0;
      // With a finger, focus would open the keyboard over the answer.
      this.usesFinger = window.matchMedia("(pointer: coarse)").matches;
    }

    start() {
      this.scroller.addEventListener("scroll", () => this.updateMore());
      window.addEventListener("resize", () => this.updateMore());
      this.more.addEventListener("click", () => this.readOn());
      this.input.addEventListener("input", () => this.fitInput());
      byId("larger").addEventListener("click", () => this.setLarge(!storage.read("large", false)));
      this.setLarge(storage.read("large", false));
      this.input.value = storage.read("draft", "");
      this.fitInput();
    }

    /* A notice of trouble stays until `recovered`; others go away by themselves. */
    tell(name, isTrouble) {
      clearTimeout(this.noticeTimer);
      this.trouble = Boolean(isTrouble);
      this.keepPlace(() => {
        this.notice.textContent = this.notices[name];
        this.notice.classList.toggle("notice--trouble", this.trouble);
        this.notice.hidden = false;
      });
      if (!isTrouble) {
        this.noticeTimer = setTimeout(() => this.hideNotice(), NOTICE_MS);
      }
    }

    hideNotice() {
      this.keepPlace(() => {
        this.notice.hidden = true;
      });
    }

    tellTrouble() {
      this.tell(navigator.onLine ? "unreachable" : "offline", true);
    }

    recovered() {
      if (this.trouble) {
        this.tell("back");
      }
    }

    showTyping(shown) {
      clearTimeout(this.typingTimer);
      this.keepPlace(() => {
        this.typing.hidden = !shown;
      });
      if (shown) {
        this.typingTimer = setTimeout(() => this.showTyping(false), TYPING_MS);
      }
    }

    /* Who was reading the newest goes on with it; who had scrolled back is left in peace. */
    keepPlace(change) {
      const follow = this.below() < NEAR_END_PX;
      change();
      if (follow) {
        this.scrollToTurn();
      }
      this.updateMore();
    }

    /* How much there is below the edge, in pixels. */
    below() {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      return scrollHeight - scrollTop - clientHeight;
    }

    /* As far down as there is text, but never past the question: a long answer is read from its beginning. */
    scrollToTurn() {
      const questions = this.log.querySelectorAll(".turn--citizen");
      const last = questions[questions.length - 1];
      const { scrollHeight, clientHeight } = this.scroller;
      this.scroller.scrollTop = Math.min(scrollHeight - clientHeight, last ? last.offsetTop - 12 : 0);
      this.updateMore();
    }

    readOn() {
      this.scroller.scrollTop += this.scroller.clientHeight * 0.8;
      this.updateMore();
      this.focusInput();
    }

    updateMore() {
      this.more.hidden = this.below() < HIDDEN_PX;
    }

    fitInput() {
      storage.write("draft", this.input.value);
      this.input.style.height = "auto";
      this.input.style.height = Math.min(this.input.scrollHeight + 4, TALLEST_INPUT_PX) + "px";
    }

    takeInput() {
      const text = this.input.value.trim();
      this.input.value = "";
      this.fitInput();
      return text;
    }

    focusInput() {
      if (!this.usesFinger) {
        this.input.focus();
      }
    }

    setLarge(isLarge) {
      storage.write("large", isLarge);
      document.documentElement.classList.toggle("large", isLarge);
      byId("larger").setAttribute("aria-pressed", String(isLarge));
      this.fitInput();
    }
  }

  chidan.Surface = Surface;
})(window.chidan);
