import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import type { LocalizedText } from "@probity/contracts";
import { hasCode } from "../api/problem.ts";
import { type Act, actStore } from "./acts.ts";
import { type AlertChoice, type Counted, countOf } from "./counted.ts";

/** What an act on alerts is about. */
export interface Target extends Pick<Act, "covers"> {
  readonly choice: AlertChoice;
  /** Where it is one. */
  readonly only?:
    | { readonly id: string; readonly name: LocalizedText; readonly case: string | null }
    | undefined;
  /** The unit that is responsible, as far as it is known. */
  readonly unit?: { readonly id: string; readonly name: LocalizedText | null } | null | undefined;
}

/** How an act is asked for: what was counted and shown is what is sent. Of many nothing is sent before. */
interface Taking<Input> {
  readonly counted: UseQueryResult<Counted>;
  readonly isReady: boolean;
  readonly take: UseMutationResult<Taken, Error, Input>;
}

interface Taken {
  readonly id: string;
  readonly total: number;
}

/** Counts what an act would be about, and takes it up; where it changed meanwhile, it is counted again and nothing is done. */
export function useTaking<Input>(
  { choice, covers, only }: Target,
  send: (input: Input, shown: { readonly expected: number; readonly seen: string }) => Promise<Taken>,
  onDone: () => void,
): Taking<Input> {
  const counted = useQuery(countOf(choice));
  const take = useMutation({
    mutationFn: async (input: Input) => {
      // Of one alert it is clear how many it is: nobody has to wait until it was counted.
      const { data } = counted.isSuccess ? counted : await counted.refetch({ throwOnError: true });
      if (data === undefined) throw new Error("nothing was counted");
      return await send(input, { expected: data.count, seen: data.seen });
    },
    onSuccess: ({ id, total }) => {
      actStore.add({ id, total, at: Date.now(), covers });
      onDone();
    },
    onError: (error) => {
      if (hasCode(error, "PROBITY_E_BULK_STATE")) void counted.refetch();
    },
  });
  const isCounted = only !== undefined || (counted.data?.count ?? 0) > 0;
  return { counted, isReady: isCounted && !take.isPending, take };
}
