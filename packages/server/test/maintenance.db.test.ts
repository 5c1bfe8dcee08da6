import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCare, openStore } from "../src/store/index.ts";
import { describePglite } from "./support/engines.ts";

const megabyte = 1024 * 1024;

/** Bytes of a folder's files. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0);

describePglite("OP-4: what the embedded database does not do by itself", (engine) => {
  test("its write-ahead log stays bounded under writing that never ends, and is let go when that pauses", async () => {
    const config = await engine.newConfig();
    const store = await openStore(config);
    try {
      const time = { now: 0 };
      const care = createCare(store, () => time.now);
      const wal = join(config.dataDir, "db", "pg_wal");
      await store.pool.query("create table filler (n integer primary key, body text not null)");
      await store.pool.query("alter table filler alter column body set storage external");
      let largest = 0;
      let written = 0;
      for (let round = 0; round < 20; round++) {
        await store.pool.query(
          "insert into filler select n, repeat('x', 15000) from generate_series($1::int, $1::int + 999) n",
          [round * 1000],
        );
        written += 15_000_000;
        await care.look();
        largest = Math.max(largest, sizeOf(wal));
      }
      expect(written).toBeGreaterThan(280 * megabyte);
      expect(largest).toBeLessThan(200 * megabyte);
      const redo = async (): Promise<unknown> =>
        (await store.pool.query("select redo_lsn from pg_control_checkpoint()")).rows[0];
      await store.pool.query("insert into filler values (-1, '')");
      const before = await redo();
      await care.look();
      expect(await redo()).toEqual(before);
      time.now += 200_000;
      await care.look();
      expect(await redo()).not.toEqual(before);
      // Looking after the tables may write a little; then it is quiet.
      for (let round = 0; round < 3; round++) {
        time.now += 200_000;
        await care.look();
      }
      const idle = await redo();
      time.now += 200_000;
      await care.look();
      expect(await redo()).toEqual(idle);
    } finally {
      await store.close();
    }
  });

  test("tables whose rows are replaced all the time are vacuumed and analysed, others are left alone", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const time = { now: 0 };
      const care = createCare(store, () => time.now);
      await store.pool.query("create table busy (n integer primary key, body text not null)");
      await store.pool.query("create table calm (n integer primary key)");
      await store.pool.query("insert into calm values (1)");
      await store.pool.query("insert into busy select n, repeat('x', 300) from generate_series(1, 1000) n");
      for (let round = 0; round < 3; round++) await store.pool.query("update busy set body = body || 'y'");
      const vacuums = async (): Promise<unknown> =>
        (
          await store.pool.query(
            "select relname from pg_stat_user_tables where vacuum_count > 0 and analyze_count > 0",
          )
        ).rows;
      await care.look();
      expect(await vacuums()).toEqual([]);
      time.now += 20_000;
      await care.look();
      expect(await vacuums()).toEqual([{ relname: "busy" }]);
    } finally {
      await store.close();
    }
  });
});
