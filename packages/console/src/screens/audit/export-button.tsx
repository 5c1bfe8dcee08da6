import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../../api/call.ts";
import { csvOf } from "../../files/csv.ts";
import { saveFile } from "../../files/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { Entry } from "./entries.tsx";

/** Most entries of a file. What is more is for `probity log export`, which takes all of it with proofs. */
const most = 10_000;
const pageSize = 500;
const columns = ["position", "time", "receivedAt", "source", "type", "subject", "id", "hits"] as const;

interface Filter {
  readonly source: string | undefined;
  readonly type: string | undefined;
  readonly subject: string | undefined;
  readonly about: "acts" | undefined;
}

async function readAll(filter: Filter): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  let cursor: string | undefined;
  do {
    // One page after the other: each begins where the one before ended.
    const page = await get("/ops/events", { query: { ...filter, limit: pageSize, cursor } });
    all.push(...page.events);
    cursor = page.next;
  } while (cursor !== undefined && all.length < most);
  return all;
}

/** Takes the entries of a filter along as a table. */
export function ExportButton({ filter }: { readonly filter: Filter }): ReactElement {
  const { t } = useTranslation("audit");
  const save = useMutation({
    mutationFn: async () => {
      const entries = await readAll(filter);
      const rows = entries.map((entry) => columns.map((column) => String(entry[column] ?? "")));
      saveFile(new Blob([csvOf([columns, ...rows])], { type: "text/csv" }), "log.csv");
      return entries.length;
    },
  });
  return (
    <>
      {save.error !== null && <Problem error={save.error} />}
      <span role="status">{save.isSuccess && t("entries.exported", { rows: save.data })}</span>
      <Button icon="download" disabled={save.isPending} onClick={() => save.mutate()}>
        {t("entries.export")}
      </Button>
    </>
  );
}
