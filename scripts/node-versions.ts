// Other versions of Node, from the npm package `node`, for what must hold on all that we support.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What `package.json` asks for to get them, by the name under which they are installed. */
export const nodePackages = { node22: "npm:node@22.23.0", node24: "npm:node@24.21.0" } as const;

/** The same for the settings of pnpm: each fetches its binary when it is installed. */
export const allowedNodeBuilds = "allowBuilds: { node22: true, node24: true, node: true }";

/** The executable of an installed version; `directory` is where it was installed. */
export const nodeBinary = (directory: string, name: string): string =>
  join(directory, "node_modules", name, "bin/node");

/**
 * Installs Node in these major versions into a directory and gives the executable of each. The running one is not
 * installed. Throws on a version that {@link nodePackages} does not have, and when the registry cannot be reached.
 */
export const installNodes = (majors: readonly number[], directory: string): ReadonlyMap<number, string> => {
  const running = Number(process.versions.node.split(".")[0]);
  const known = new Map<string, string>(Object.entries(nodePackages));
  const wanted = majors.filter((major) => major !== running);
  const dependencies = Object.fromEntries(
    wanted.map((major) => {
      const source = known.get(`node${major}`);
      if (source === undefined) throw new RangeError(`Node ${major} is not one of the versions we test with`);
      return [`node${major}`, source];
    }),
  );
  if (wanted.length > 0) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, "package.json"),
      JSON.stringify({ name: "nodes", private: true, dependencies }),
    );
    writeFileSync(
      join(directory, "pnpm-workspace.yaml"),
      `packages: []\nstrictDepBuilds: false\n${allowedNodeBuilds}\n`,
    );
    const install = ["-y", "pnpm@12", "install", "--no-frozen-lockfile"];
    const { status, stdout, stderr } = spawnSync("npx", install, { cwd: directory, encoding: "utf8" });
    if (status !== 0) throw new Error(`Node ${wanted.join(", ")} cannot be installed:\n${stdout}\n${stderr}`);
  }
  return new Map(
    majors.map((major) => [
      major,
      major === running ? process.execPath : nodeBinary(directory, `node${major}`),
    ]),
  );
};
