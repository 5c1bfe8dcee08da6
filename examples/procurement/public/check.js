// Inline pre-check: keeps the result below the form in step with its fields. Everything works without it, too.
// The result is markup from our own server; it is parsed, never executed.
const form = document.querySelector("form[data-check]");
const result = form?.querySelector("[data-result]");
document.querySelector("[data-focus]")?.focus();

if (form && result) {
  let latest = 0;
  let due = false;

  const say = (text) => {
    const line = document.createElement("p");
    line.className = "hint";
    line.setAttribute("role", "status");
    line.textContent = text;
    result.replaceChildren(line);
  };

  const mark = (wrong) => {
    for (const field of form.querySelectorAll(".fields [name]")) {
      if (field.name === wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  };

  const check = async () => {
    const turn = ++latest;
    due = false;
    const body = new URLSearchParams(new FormData(form));
    say(form.dataset.checking);
    result.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.dataset.check, {
        method: "POST",
        body,
        headers: { "x-notice": "1" },
      });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (turn !== latest) return;
      // A whole page (signed out, say) means that there is no notice to show.
      if (page.querySelector("main")) say(form.dataset.failed);
      else result.replaceChildren(...page.body.childNodes);
      mark(result.querySelector("[data-wrong]")?.dataset.wrong);
    } catch {
      if (turn === latest) say(form.dataset.failed);
    } finally {
      if (turn === latest) result.removeAttribute("aria-busy");
    }
  };

  // Fields inside the result (reasons, acknowledgement, colleague) are answers to the check, not part of the draft.
  // A half-typed sum is nobody's intention: the check waits until the field is left, and until then shows nothing old.
  form.addEventListener("input", (event) => {
    if (result.contains(event.target)) return;
    latest += 1;
    due = true;
    const token = result.querySelector("[name=probity_token]");
    say(form.dataset.changed);
    if (token) result.append(token); // the next check closes the decision that this one opened
  });
  // "change" alone would miss a value that was retyped as it stood before.
  for (const left of ["change", "focusout"]) {
    form.addEventListener(left, (event) => {
      if (due && !result.contains(event.target)) void check();
    });
  }
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.formAction.endsWith("/check")) return;
    event.preventDefault();
    void check();
  });
  if (!result.querySelector("[data-outcome]")) void check();
}
