import { spawnSync } from "node:child_process";
import { closeSync, openSync, readSync, readdirSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../row.ts";

const mounts = (options: string, directory: string): boolean =>
  spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory]).status === 0;

const unmount = (directory: string): void => {
  spawnSync("umount", ["-l", directory]);
};

const needsMounts = (): string | undefined =>
  process.platform === "linux" && process.getuid?.() === 0
    ? undefined
    : "needs root on Linux, to mount a small tmpfs";

/** Turns over one byte in the middle of the largest file below a directory. */
const flipByte = (directory: string): void => {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => statSync(b).size - statSync(a).size);
  const largest = files[0];
  if (largest === undefined) throw new Error(`no file in ${directory}`);
  const file = openSync(largest, "r+");
  const at = Math.floor(statSync(largest).size / 2);
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = 255 - (byte[0] ?? 0);
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
};

/** What can happen to the disk under the spool. */
export const diskRows: readonly Row[] = [
  {
    id: "flipped-byte",
    title: "one byte of the spool turned over while nobody runs",
    quick: true,
    play: async ({ stage, scale }) => {
      await stage.proxy.down();
      const sender = await stage.sender();
      await sender.emitAndGo(scale.events, 0, "SIGKILL");
      flipByte(stage.spoolDir);
      await stage.proxy.up();
      const next = await stage.sender();
      const report = await next.drain();
      const told = { met: report.health.spool.damaged === 1, what: "the damage was not told" };
      return { report, tolerated: 1, demands: [told] };
    },
  },
  {
    id: "full-disk",
    title: "disk of 3 MB full while the server is down, then free again",
    quick: false,
    skip: needsMounts,
    play: async ({ stage, scale }) => {
      if (!mounts("size=3m", stage.spoolDir)) throw new Error("the small disk could not be mounted");
      try {
        await stage.proxy.down();
        const sender = await stage.sender();
        const full = await sender.emit(scale.events * 3, 0);
        await stage.proxy.up();
        await sender.drain();
        await sender.emit(100, scale.perSecond);
        const report = await sender.drain();
        await sender.tell({ do: "shutdown" });
        const loud = { met: full.health.state === "failing", what: "health was not failing on a full disk" };
        const counted = {
          met: report.health.spool.dropped === stage.emitted().refused,
          what: `health counts ${report.health.spool.dropped} dropped events`,
        };
        return { report, demands: [loud, counted] };
      } finally {
        unmount(stage.spoolDir);
      }
    },
  },
  {
    id: "read-only",
    title: "spool directory on a read-only disk",
    quick: false,
    skip: needsMounts,
    play: async ({ stage, scale }) => {
      if (!mounts("ro,size=1m", stage.spoolDir)) throw new Error("the read-only disk could not be mounted");
      try {
        const sender = await stage.sender();
        const during = await sender.emit(scale.events, scale.perSecond);
        const report = await sender.drain();
        await sender.tell({ do: "shutdown" });
        const loud = {
          met: during.health.state === "failing",
          what: "health was not failing without a disk",
        };
        return { report, demands: [loud] };
      } finally {
        unmount(stage.spoolDir);
      }
    },
  },
];
