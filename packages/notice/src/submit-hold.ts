import { checkMs, holdMs } from "./limits.ts";

/** The two waits of a check: of the page for its answer, and of a submit for the check. */
export class SubmitHold {
  #check: ReturnType<typeof setTimeout> | undefined;
  #submit: ReturnType<typeof setTimeout> | undefined;
  #submitter: HTMLElement | null | undefined;

  /** A check begins; `onLate` when no answer has come in time. */
  begin(onLate: () => void): void {
    this.end();
    this.#check = setTimeout(onLate, checkMs);
  }

  /** A submit is held; `onLate` when it has waited long enough. */
  hold(submitter: HTMLElement | null, onLate: () => void): void {
    if (this.#submitter !== undefined) return;
    this.#submitter = submitter;
    this.#submit = setTimeout(onLate, holdMs);
  }

  /** Ends both waits. The button of the submit that was held, `null` for one without a button, `undefined` for none. */
  end(): HTMLElement | null | undefined {
    clearTimeout(this.#check);
    clearTimeout(this.#submit);
    const submitter = this.#submitter;
    this.#submitter = undefined;
    return submitter;
  }
}
