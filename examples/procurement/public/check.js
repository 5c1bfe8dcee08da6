// Inline pre-check: keeps the notice in step with the fields of the form, and asks a second person where one must agree.
document.querySelector("[data-focus]")?.focus();
const form = document.querySelector("form[data-check]");
const notice = form?.querySelector("probity-notice");

if (form && notice) {
  const refused = form.querySelector("[data-refused]");
  let latest = 0;
  let due = false;

  /** Sends the form as it stands, with `more`; the answer, or undefined where there is none to read. */
  const send = async (path, more) => {
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    try {
      const response = await fetch(path, { method: "POST", body, headers: { accept: "application/json" } });
      return await response.json();
    } catch {
      // No connection, or a page in place of an answer (signed out, say): the notice says that nothing was checked.
      return undefined;
    }
  };

  /** Says why there is no decision, and marks the field that it is about. */
  const explain = (text = "", wrong = "") => {
    refused.textContent = text;
    for (const field of form.querySelectorAll(".fields [name]")) {
      if (field.name === wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  };

  const check = async () => {
    const turn = ++latest;
    due = false;
    explain();
    notice.decision = "checking";
    const answer = await send(form.dataset.check, {});
    if (turn !== latest) return;
    explain(answer?.text, answer?.field);
    notice.decision = answer?.decision ?? (answer?.field === undefined ? "unreachable" : null);
    notice.candidates = answer?.candidates ?? [];
    const blocked = form.elements.namedItem("blocked_token");
    if (blocked) blocked.value = answer?.decision?.outcome === "block" ? answer.decision.token : "";
  };

  // A half-typed sum is nobody's intention: the check waits until the field is left, and until then shows nothing old.
  form.addEventListener("input", (event) => {
    if (event.target.closest(".fields") === null) return;
    latest += 1;
    due = true;
    explain();
    notice.decision = null;
  });
  // "change" alone would miss a value that was retyped as it stood before.
  for (const left of ["change", "focusout"]) {
    form.addEventListener(left, (event) => {
      if (due && event.target.closest(".fields") !== null) void check();
    });
  }
  form.querySelector("[data-check-now]").addEventListener("click", check);
  notice.addEventListener("probity-retry", check);
  notice.addEventListener("probity-request-second", async ({ detail }) => {
    const asked = { probity_token: notice.decision.token, second_approver: detail.personId };
    const answer = await send(form.dataset.request, asked);
    if (answer?.to) location.assign(answer.to);
    else notice.approval = { ok: false, code: answer?.code ?? "PROBITY_E_SERVER_UNREACHABLE" };
  });
  notice.addEventListener("probity-appeal", async ({ detail }) => {
    const { decision } = notice;
    const answer = await send(form.dataset.appeal, { appealed_token: decision.token, appeal: detail.text });
    // Meanwhile another draft may have been checked.
    if (notice.decision === decision) notice.appeal = answer?.appeal ?? "failed";
  });
  void check();
}
