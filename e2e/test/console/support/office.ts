import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig, type ServerOptions } from "@probity/server";
import { giveRoles, shortTender, type Staff } from "../../../../packages/server/test/support/cases.ts";
import { copyPgliteTemplate } from "../../../../packages/server/test/support/pglite-template.ts";
import { setPassword } from "../../../../packages/server/test/support/sign-in.ts";
import {
  startTestServer,
  type TestSource,
  type TestServer,
} from "../../../../packages/server/test/support/test-server.ts";

/** A central server with people who can sign in, units, and a source. */
export interface Office {
  readonly server: TestServer;
  readonly source: TestSource;
  /** Raises one alert for each of these processes, by tenders that were open for ten days. */
  raise(subjects: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** People by id, with the names that the screens show. */
export const names: Readonly<Record<string, string>> = {
  "li.na": "李娜",
  "wang.wu": "王武",
  "zhao.jing": "赵静",
  "sun.lei": "孙磊",
  "chen.yi": "陈一",
};

/** Starts one in this process, on an empty embedded database. */
export async function openOffice(staff: Staff, options: ServerOptions = {}): Promise<Office> {
  const dataDir = await mkdtemp(join(tmpdir(), "probity-office-"));
  await copyPgliteTemplate(dataDir);
  const config = { ...defaultConfig, dataDir, port: 0, logLevel: "silent" as const, defaultCurrency: "CNY" };
  await giveRoles(config, staff);
  const server = await startTestServer(config, options);
  for (const id of Object.keys(staff)) {
    await server.addPerson(id, { name: names[id] ?? id });
    await setPassword(server, id);
  }
  for (const [id, name, nameEn] of units) {
    const unit = { id, name, nameEn, kind: "unit", parent: null, validFrom: "2020-01-01" };
    const { status, body } = await server.ops("POST", "/ops/org/units", unit);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
  const source = await server.addSource("purchasing");
  return {
    server,
    source,
    raise: async (subjects) => {
      await source.send(
        subjects.map((subject, place) => shortTender(source.id, subject, `official-${place}`)),
      );
      await server.scored();
    },
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const units = [
  ["office-1", "采购一处", "Purchasing office 1"],
  ["office-2", "采购二处", "Purchasing office 2"],
] as const;
