import type { Cases, Model } from "@probity/contracts";
import { useMutation } from "@tanstack/react-query";
import { type Answer, post } from "../../api/call.ts";

const path = "/ops/models/trial";

/** What a worked case gave. */
export type TriedCase = Answer<"post", typeof path>["cases"][number];

/** The worked cases of a rule, run as they stand on the desk. */
export interface Trial {
  readonly run: () => void;
  readonly isRunning: boolean;
  readonly error: Error | null;
  /** What the cases gave, in their order; undefined until they were run. */
  readonly cases: readonly TriedCase[] | undefined;
  /** Cases beyond those that are run at once. */
  readonly left: number;
  /** Whether something was changed since. */
  readonly isOld: boolean;
}

interface Text {
  readonly model: Model;
  readonly cases: Cases;
  readonly rule: string;
}

/** Runs cases on the server, with the engine of the product; nothing is stored. */
export function useTrial({ model, cases, rule }: Text): Trial {
  const { mutate, data, variables, isPending, error } = useMutation({
    mutationFn: (text: Text) => {
      // Models and cases are JSON objects of the forms that the route validates.
      const own = text.cases.filter((one) => one.rule === text.rule).map((one) => ({ ...one }));
      return post(path, { body: { model: { ...text.model }, cases: own, rule: text.rule } });
    },
  });
  return {
    run: () => mutate({ model, cases, rule }),
    isRunning: isPending,
    error,
    cases: data?.cases,
    left: data?.left ?? 0,
    isOld: variables !== undefined && (variables.model !== model || variables.cases !== cases),
  };
}
