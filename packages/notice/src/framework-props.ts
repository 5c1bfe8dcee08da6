import type { ProbityNotice } from "./element.ts";

/** Properties and attributes of the element as frameworks pass them. */
export interface NoticeProps extends Partial<
  Pick<ProbityNotice, "decision" | "approval" | "candidates" | "reasons" | "justification" | "appeal">
> {
  readonly name?: string | undefined;
  /** What the host handles: `retry`, `remind`, `appeal`, with spaces between. */
  readonly offers?: string | undefined;
  readonly acknowledge?: "optional" | undefined;
  readonly quiet?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  readonly level?: number | undefined;
  readonly theme?: "light" | "dark" | "auto" | undefined;
}
