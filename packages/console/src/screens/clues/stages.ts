import { useQuery } from "@tanstack/react-query";
import { type Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";

/** A stage of clues. */
export type Stage = Answer<"get", "/console/clues/stages">["machine"]["stages"][number];

/** The stages of clues that come in now; a stage of older ones shows its id. */
export function useStages(): {
  readonly stages: readonly Stage[];
  readonly stageName: (id: string) => string;
} {
  const { data } = useQuery({ ...reading("/console/clues/stages"), staleTime: 300_000 });
  const stages = data?.machine.stages ?? [];
  return {
    stages,
    stageName: (id) => stages.find((stage) => stage.id === id)?.name[language()] ?? id,
  };
}
