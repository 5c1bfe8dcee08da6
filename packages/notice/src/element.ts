import type {
  NoticeAppeal,
  NoticeApprovalAnswer,
  NoticeCandidate,
  NoticeInput,
  NoticeReason,
} from "./decision.ts";
import type { NoticeEventDetails, NoticeEventName } from "./events.ts";
import { UnreadableError } from "./fields.ts";
import { longestAttribute, longestReason } from "./limits.ts";
import { type CandidateView, readApproval, readCandidates, readReasons } from "./read-approval.ts";
import { type DecisionView, readDecision } from "./read-decision.ts";
import { type Matter, type NoticeState, stateOf } from "./state.ts";
import { SubmitHold } from "./submit-hold.ts";
import { localeAround, schemeAround } from "./surroundings.ts";
import { defaultReasons } from "./texts.ts";
import { missing } from "./view/justification.ts";
import type { Actions, Draft, Model, Passing } from "./view/model.ts";
import { NoticeView } from "./view/notice-view.ts";

/** What goes with the act: the fields that the adapters of Probity read, by their names. */
export interface NoticeAnswers {
  readonly token: string;
  readonly acknowledged: boolean;
  /** Kind of reason, where one was asked for. */
  readonly reason?: string | undefined;
  /** The written reason, its kind before it. */
  readonly justification?: string | undefined;
}

/** On a server that renders pages there is no such class; there the element is a name without behaviour. */
const Base: typeof HTMLElement =
  typeof HTMLElement === "undefined" ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** Properties that a framework may have set before the element was defined. */
const properties = ["decision", "approval", "candidates", "reasons", "justification", "appeal"] as const;

/**
 * `<probity-notice>`: shows the answer of a pre-check inside the form of the act, and holds the form's submit while the answer
 * does not permit it. It speaks to no server, and it enforces nothing: that is the host's backend, which verifies the token.
 *
 * In a form it submits, under its `name` (default `probity_token`), the token of a decision that lets the act go on, and none
 * otherwise; beside it `probity_acknowledged`, `probity_justification` and `probity_reason`. Buttons with `formnovalidate`
 * (save a draft, say) are never held.
 *
 * Attributes: `name`; `decision` (JSON, for pages without scripts of their own); `offers` (what the host handles: `retry`,
 * `remind`, `appeal`); `acknowledge="optional"` (a warning may be passed over; the SDK's `verifyDecision` does not take that);
 * `quiet` (an `allow` shows nothing); `readonly` (only shows what was decided, and takes it without its token); `level` of the heading, 2 to 6, default 3;
 * `theme` (`light`, `dark`, `auto`); `justification` (text to begin with, such as one that was submitted before). It sets `state` itself, for style sheets.
 */
export class ProbityNotice extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes: readonly string[] = [
    "decision",
    "name",
    "offers",
    "acknowledge",
    "quiet",
    "readonly",
    "level",
    "theme",
    "justification",
  ];

  readonly #internals: ElementInternals;
  readonly #view: NoticeView;
  readonly #hold: SubmitHold = new SubmitHold();
  #form: HTMLFormElement | null = null;
  #languages: MutationObserver | undefined;

  #input: NoticeInput = null;
  #phase: Matter["phase"] = "unchecked";
  #shownAt = 0;
  #answer: NoticeApprovalAnswer | null = null;
  #passing: Passing = {};
  #candidatesSet: readonly NoticeCandidate[] = [];
  #candidates: readonly CandidateView[] = [];
  #reasons: readonly NoticeReason[] = defaultReasons();
  #acknowledged = false;
  readonly #draft: Draft = { code: "", text: "", person: "", grounds: "" };
  readonly #seen = new Set<string>();

  constructor() {
    super();
    this.#internals = this.attachInternals();
    this.#view = new NoticeView(this.attachShadow({ mode: "open" }));
  }

  /** What the pre-check answered. What cannot be read counts as unreachable, and `probity-error` says why. */
  get decision(): NoticeInput {
    return this.#input;
  }
  set decision(input: NoticeInput) {
    this.#input = input;
    const held = this.#hold.end();
    this.#answer = null;
    this.#passing = {};
    this.#draft.grounds = "";
    this.#phase = this.#read("unreachable", () => this.#phaseOf(input));
    if (this.#phase === "checking") this.#hold.begin(() => this.#giveUp());
    this.#shownAt = performance.now();
    this.#acknowledged = this.#allSeen();
    this.#update();
    if (held !== undefined && this.#phase !== "checking") this.#goOn(held);
  }

  /** What the SDK's `requestApproval` or `approval` answered about a second approver. */
  get approval(): NoticeApprovalAnswer | null {
    return this.#answer;
  }
  set approval(answer: NoticeApprovalAnswer | null) {
    this.#answer = answer;
    const approval = answer === null ? undefined : this.#read(undefined, () => readApproval(answer));
    this.#change({ approval, reminded: false });
  }

  /** Who may be asked to agree. The host leaves out whoever may not: the requester and whoever worked on the draft. */
  get candidates(): readonly NoticeCandidate[] {
    return this.#candidatesSet;
  }
  set candidates(candidates: readonly NoticeCandidate[]) {
    this.#candidatesSet = candidates;
    this.#candidates = this.#read([], () => readCandidates(candidates));
    this.#update();
  }

  /** Kinds of reason that are offered; none = a text alone. @defaultValue five general ones */
  get reasons(): readonly NoticeReason[] {
    return this.#reasons;
  }
  set reasons(reasons: readonly NoticeReason[]) {
    this.#reasons = this.#read(defaultReasons(), () => readReasons(reasons));
    this.#update();
  }

  /** The explanation that is being written. One that was submitted, its kind before it, is taken apart again. */
  get justification(): string {
    return this.#draft.text;
  }
  set justification(text: string) {
    const whole = typeof text === "string" ? text : "";
    this.#draft.text = whole.slice(0, longestReason);
    for (const { code, label } of this.#reasons)
      for (const kind of Object.values(label).map((name) => `[${name}] `))
        if (whole.startsWith(kind)) {
          this.#draft.code = code;
          this.#draft.text = whole.slice(kind.length, kind.length + longestReason);
        }
    this.#update();
  }

  /** What became of an appeal that this element raised; starts anew with each decision. */
  get appeal(): NoticeAppeal {
    return this.#passing.appeal ?? null;
  }
  set appeal(appeal: NoticeAppeal) {
    this.#change(appeal === "sent" ? { appeal, appealOpen: false } : { appeal });
  }

  /** What is shown. */
  get state(): NoticeState {
    return stateOf({ phase: this.#phase, approval: this.#passing.approval });
  }

  /** What goes with the act, or `null` while it may not go on. For hosts without a form of their own. */
  get answers(): NoticeAnswers | null {
    const decision = this.#decided();
    if (decision === undefined || this.hasAttribute("readonly")) return null;
    const { state } = this;
    const { token } = decision;
    const acknowledged = state === "warn" && this.#acknowledged;
    if (state === "allow" || state === "unreachable-open") return { token, acknowledged };
    if (state === "agreed") return { token: this.#passing.approval?.token ?? token, acknowledged };
    if (state === "warn") return acknowledged || this.#mayPass() ? { token, acknowledged } : null;
    if (state !== "justify" || missing({ draft: this.#draft, reasons: this.#reasons }).length > 0)
      return null;
    const text = this.#draft.text.trim();
    const label = this.#reasons.find(({ code }) => code === this.#draft.code)?.label[localeAround(this)];
    return {
      token,
      acknowledged,
      reason: this.#draft.code,
      justification: label === undefined ? text : `[${label}] ${text}`,
    };
  }

  /** Shows the person why the act cannot go on: focuses what is missing, else the heading. */
  reveal(): void {
    const { state } = this;
    this.#change({ tried: true });
    const [first] = missing({ draft: this.#draft, reasons: this.#reasons });
    const wanted: Partial<Record<NoticeState, string | undefined>> = {
      justify: first,
      warn: "acknowledge",
      "second-approver": "person",
    };
    this.#view.focus(wanted[state] ?? "title", "title");
    this.#tell("probity-blocked-submit", { state });
  }

  connectedCallback(): void {
    for (const name of properties) this.#takeOver(name);
    this.#languages = new MutationObserver(() => this.#update());
    const root = this.getRootNode();
    this.#languages.observe(root, { attributes: true, subtree: true, attributeFilter: ["lang"] });
    this.#update();
  }

  disconnectedCallback(): void {
    this.#languages?.disconnect();
    this.#hold.end();
  }

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener("submit", this.#onSubmit, true);
    this.#form = form;
    form?.addEventListener("submit", this.#onSubmit, true);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === "decision") this.decision = parseAttribute(now);
    else if (name === "justification") this.justification = now ?? "";
    else this.#update();
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    const { submitter } = event;
    if (submitter?.hasAttribute("formnovalidate") || this.hasAttribute("readonly")) return;
    const { answers } = this;
    if (answers !== null) return this.#tellSubmitted(answers);
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.state === "checking") this.#hold.hold(submitter, () => this.#giveUp());
    else this.reveal();
  };

  /** What a held submit does once the check has answered. */
  #goOn(submitter: HTMLElement | null): void {
    if (this.answers === null) this.reveal();
    else this.#form?.requestSubmit(submitter);
  }

  /** No answer came in time. */
  #giveUp(): void {
    const held = this.#hold.end();
    this.#phase = "unreachable";
    this.#update();
    if (held !== undefined) this.reveal();
  }

  #tellSubmitted({ acknowledged, reason = "", justification }: NoticeAnswers): void {
    if (this.state === "warn" && !acknowledged)
      this.#tell("probity-acknowledge", { acknowledged, secondsShown: this.#secondsShown() });
    if (justification !== undefined)
      this.#tell("probity-justify", { code: reason, text: this.#draft.text.trim(), justification });
  }

  readonly #actions: Actions = {
    acknowledge: () => {
      this.#acknowledged = true;
      for (const { key } of this.#decided()?.findings ?? []) this.#seen.add(key);
      this.#update();
      const secondsShown = this.#secondsShown();
      if (this.#tell("probity-acknowledge", { acknowledged: true, secondsShown }))
        this.#form?.requestSubmit(submitButton(this.#form));
    },
    fix: (rule, field) => {
      if (this.#tell("probity-fix", { rule, field })) controlOf(this.#form, field)?.focus();
    },
    retry: () => void this.#tell("probity-retry", {}),
    ask: () => void this.#tell("probity-request-second", { personId: this.#draft.person }),
    remind: () => {
      this.#change({ reminded: true });
      this.#tell("probity-remind", {});
    },
    openAppeal: () => {
      this.#change({ appealOpen: true });
      this.#view.focus("grounds");
    },
    sendAppeal: () => {
      this.appeal = "sending";
      const kind = this.state === "warn" ? "false_alarm" : "appeal";
      this.#tell("probity-appeal", { kind, text: this.#draft.grounds.trim() });
    },
    changed: () => this.#submitValue(),
  };

  #change(change: Passing): void {
    this.#passing = { ...this.#passing, ...change };
    this.#update();
  }

  #update(): void {
    // Before that, attributes and the page around are not known.
    if (!this.isConnected) return;
    const model = this.#model();
    if (this.getAttribute("state") !== model.state) this.setAttribute("state", model.state);
    const hidden = model.state === "allow" && this.hasAttribute("quiet");
    this.#view.render(model, this.#actions, schemeAround(this), hidden);
    this.#submitValue();
  }

  #model(): Model {
    return {
      ...this.#passing,
      state: this.state,
      locale: localeAround(this),
      decision: this.#decided(),
      candidates: this.#candidates,
      reasons: this.#reasons,
      draft: this.#draft,
      acknowledged: this.#acknowledged,
      seen: this.#seen,
      readOnly: this.hasAttribute("readonly"),
      offers: new Set((this.getAttribute("offers") ?? "").split(/\s+/)),
      level: this.getAttribute("level"),
    };
  }

  #submitValue(): void {
    const { answers } = this;
    if (answers === null) return this.#internals.setFormValue(null);
    const { token, acknowledged, reason, justification } = answers;
    const value = new FormData();
    value.set(this.getAttribute("name") ?? "probity_token", token);
    if (acknowledged) value.set("probity_acknowledged", "yes");
    if (justification !== undefined) value.set("probity_justification", justification);
    if (reason) value.set("probity_reason", reason);
    this.#internals.setFormValue(value);
  }

  #phaseOf(input: unknown): Matter["phase"] {
    if (input === null || input === undefined) return "unchecked";
    if (input === "checking" || input === "unreachable") return input;
    return readDecision(input, document.baseURI, this.hasAttribute("readonly"));
  }

  #decided(): DecisionView | undefined {
    return typeof this.#phase === "string" ? undefined : this.#phase;
  }

  /** Nothing new: each finding was confirmed in this form before. */
  #allSeen(): boolean {
    const decision = this.#decided();
    if (decision?.outcome !== "warn" || decision.more > 0 || decision.findings.length === 0) return false;
    return decision.findings.every(({ key }) => this.#seen.has(key));
  }

  #mayPass(): boolean {
    return this.getAttribute("acknowledge") === "optional";
  }

  #secondsShown(): number {
    return Math.round((performance.now() - this.#shownAt) / 1000);
  }

  /** What `read` gives, or `otherwise` with a coded event. */
  #read<Value>(otherwise: Value, read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      // Accessors of a foreign object may throw anything, which is not repeated.
      const detail = error instanceof UnreadableError ? error.message : "it cannot be read";
      this.#tell("probity-error", { code: "PROBITY_E_NOTICE_INPUT", detail });
      return otherwise;
    }
  }

  /** False when the host prevented what follows by itself. */
  #tell<Name extends NoticeEventName>(
    name: Name,
    detail: Omit<NoticeEventDetails[Name], "decisionId">,
  ): boolean {
    const decisionId = this.#decided()?.id ?? "";
    const init = { bubbles: true, composed: true, cancelable: true, detail: { decisionId, ...detail } };
    return this.dispatchEvent(new CustomEvent(name, init));
  }

  /** A value that was set before the class existed hides the accessor; it is set again. */
  #takeOver(name: (typeof properties)[number]): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (own === undefined) return;
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, own.value);
  }
}

/** What an attribute says: JSON, or one of the words. Whatever it is, it is checked when it is read. */
function parseAttribute(text: string | null): NoticeInput {
  if (!text) return null;
  try {
    return JSON.parse(text.slice(0, longestAttribute)) as NoticeInput;
  } catch {
    return text as NoticeInput;
  }
}

/** The button that a person would press to do the act. */
function submitButton(form: HTMLFormElement): HTMLElement | undefined {
  return controlsOf(form).find(
    (control) =>
      control.matches(":enabled:not([formnovalidate])") && Reflect.get(control, "type") === "submit",
  );
}

/** The control of that name, else the first that can be seen. */
function controlOf(form: HTMLFormElement | null, field: string): HTMLElement | undefined {
  const seen = controlsOf(form).filter(({ offsetParent }) => offsetParent !== null);
  return seen.find((control) => field !== "" && control.getAttribute("name") === field) ?? seen[0];
}

/** They are of HTML, by the definition of a form. */
const controlsOf = (form: HTMLFormElement | null): readonly HTMLElement[] =>
  Array.from((form?.elements ?? []) as Iterable<HTMLElement>);
