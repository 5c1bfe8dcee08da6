import type { StepName } from "../../loop/steps/input.ts";
import type { CaseFile, CaseTrack } from "./case-query.ts";

type Decided = "agree_dismissal" | "refuse_dismissal" | "apply" | "appraise" | "close";

/** Who may not make a step because of what they did before (four eyes), by the conditions of the table of steps. */
export function excludedFrom(
  step: StepName,
  { level, contributors }: Pick<CaseFile, "level" | "contributors">,
  { handler, proposal }: Pick<CaseTrack, "handler" | "proposal">,
): readonly string[] {
  const isHandler = handler === null ? [] : [handler];
  const proposer = proposal === null ? [] : [proposal.by];
  const by: Readonly<Record<Decided, readonly string[]>> = {
    agree_dismissal: [...new Set([...proposer, ...isHandler])],
    refuse_dismissal: proposer,
    apply: isHandler,
    appraise: isHandler,
    close: level === 1 ? contributors : [],
  };
  return step in by ? by[step as Decided] : []; // a name of the table
}

/** The steps that the table opens to a person, without those that another person has to make. */
export const stepsFor = (person: string, file: CaseFile, track: CaseTrack): readonly StepName[] =>
  track.steps.filter((step) => {
    if (excludedFrom(step, file, track).includes(person)) return false;
    const isAnswer = step === "agree_dismissal" || step === "refuse_dismissal";
    if (isAnswer) return track.proposal?.step === "dismissal";
    return step !== "close" || file.level > 1 || track.proposal?.step === "closing";
  });
