// What every page of the console does beyond its plain forms; each works without this file too.
"use strict";

(function () {
  // A form that a script sent and that was not taken, since the session is over or the page is old: sent once more
  // as a whole page, so that the server can ask to sign in and hand back what was written.
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status !== 401) {
      show("not-reached");
      return;
    }
    var form = event.detail.elt.closest("form[method=post]");
    if (form && form.contains(event.detail.elt)) {
      HTMLFormElement.prototype.submit.call(form);
    } else {
      show("signed-out");
    }
  });

  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () {
      show("not-reached");
    });
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.successful) {
      hide("not-reached");
      hide("signed-out");
    }
  });

  function show(id) {
    document.getElementById(id).hidden = false;
  }

  function hide(id) {
    document.getElementById(id).hidden = true;
  }

  // A second press while the first is under way would send the form twice. A download leaves the page as it is, so the
  // mark goes by itself.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
    } else if (form.method === "post" && !event.defaultPrevented) {
      form.dataset.sent = "yes";
      setTimeout(function () {
        delete form.dataset.sent;
      }, 3000);
    }
  });
})();
