import { openInput } from "../../import/index.ts";
import { readRelationFile } from "../files/index.ts";
import type { CompanyRegistry } from "./registry.ts";

/** A registry that is an extract in a local file, in any format of an import. Every question reads the file once. */
export function fileRegistry(name: string, file: string): CompanyRegistry {
  return {
    name,
    async *relationsOf(organisations, signal) {
      const asked = new Set(organisations.flatMap((key) => [`organisation:${key}`, `party:${key}`]));
      for await (const { rows } of readRelationFile(await openInput(file))) {
        signal.throwIfAborted();
        for (const row of rows)
          if (asked.has(row.from) || asked.has(row.to)) yield { ...row, provider: row.provider ?? name };
      }
    },
  };
}
