// Packs every public package and tests the tarballs as a stranger would: publint, attw, ESM import, require(), and a
// TypeScript consumers new and old, on Node 22, 24 and 26 (QU-2). Run after `pnpm run build`.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allowedNodeBuilds, nodeBinary, nodePackages } from "./node-versions.ts";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly peerDependencies?: Record<string, string>;
  readonly publishConfig?: { readonly exports?: Record<string, unknown> };
  readonly scripts?: Record<string, string>;
}

const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "probity-pack-"));
const pnpm = ["-y", "pnpm@12"];
let failures = 0;

function run(label: string, command: string, args: readonly string[], cwd: string): boolean {
  const result = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (result.status === 0) return true;
  failures += 1;
  console.error(`FAILED ${label}\n${result.stdout}\n${result.stderr}`);
  return false;
}

const manifests = globSync("packages/{*,adapters/*}/package.json", { cwd: root })
  .map((path) => JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest) // our own files
  .filter((manifest) => manifest.private !== true);

for (const { name, scripts = {} } of manifests) {
  const hooks = Object.keys(scripts).filter((script) => /install/.test(script));
  if (hooks.length > 0) {
    failures += 1;
    console.error(`FAILED ${name}: a published package has an install script (SE-6): ${hooks.join(", ")}`);
  }
}

const tarballs = join(work, "tarballs");
mkdirSync(tarballs);
const filters = manifests.flatMap(({ name }) => ["--filter", name]);
run("pack", "npx", [...pnpm, "-r", ...filters, "pack", "--pack-destination", tarballs], root);
const files = readdirSync(tarballs).map((file) => join(tarballs, file));
const bin = (tool: string): string => join(root, "node_modules/.bin", tool);
for (const file of files) {
  run(`publint ${file}`, bin("publint"), ["run", "--strict", file], root);
  run(`attw ${file}`, bin("attw"), ["--profile", "esm-only", file], root);
}

const consumer = join(work, "consumer");
mkdirSync(consumer);
const tarballOf = (name: string): string => {
  const file = files.find((path) => path.includes(`${name.replace("@", "").replace("/", "-")}-0`));
  if (file === undefined) throw new Error(`no tarball of ${name}`);
  return `file:${file}`;
};
const own = Object.fromEntries(manifests.map(({ name }) => [name, tarballOf(name)]));
const peers = Object.assign({}, ...manifests.map(({ peerDependencies = {} }) => peerDependencies)) as Record<
  string,
  string
>;
const catalog = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
const versionOf = (name: string): string =>
  new RegExp(`^  "?${name.replaceAll("/", "\\/")}"?: (.+)$`, "m").exec(catalog)?.[1]?.trim() ?? "*";
const foreign = Object.keys(peers).filter((peer) => !(peer in own));
writeFileSync(
  join(consumer, "package.json"),
  JSON.stringify({
    name: "consumer",
    private: true,
    type: "module",
    dependencies: { ...own, ...Object.fromEntries(foreign.map((peer) => [peer, versionOf(peer)])) },
    devDependencies: {
      typescript: versionOf("typescript"),
      "typescript-old": "npm:typescript@5.9.3",
      "@types/node": versionOf("@types/node"),
      ...nodePackages,
    },
  }),
);
writeFileSync(
  join(consumer, "pnpm-workspace.yaml"),
  `packages: []\nstrictDepBuilds: false\n${allowedNodeBuilds}\noverrides:\n${Object.entries(own)
    .map(([name, path]) => `  "${name}": "${path}"`)
    .join("\n")}\n`,
);
const doors = manifests.flatMap(({ name, publishConfig }) =>
  Object.keys(publishConfig?.exports ?? {})
    .filter((door) => !door.endsWith(".json"))
    .map((door) => name + door.slice(1)),
);
const list = doors.map((door, index) => `import * as door${index} from "${door}";`).join("\n");
const use = `console.log([${doors.map((_, index) => `door${index}`).join(", ")}].map((door) => Object.keys(door).length).join(" "));\n`;
writeFileSync(join(consumer, "app.ts"), `${list}\n${use}`);
const mains = manifests.map(({ name }, index) => `import * as main${index} from "${name}";`).join("\n");
writeFileSync(
  join(consumer, "old.ts"),
  `${mains}\nconsole.log(${manifests.map((_, index) => `main${index}`).join(", ")});\n`,
);
writeFileSync(join(consumer, "app.mjs"), `${list}\n${use}`);
writeFileSync(
  join(consumer, "app.cjs"),
  `${doors.map((door, index) => `const door${index} = require("${door}");`).join("\n")}\n${use}`,
);
if (run("install the tarballs", "npx", [...pnpm, "install", "--no-frozen-lockfile"], consumer)) {
  const compile = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node"];
  const modern = [...compile, "--module", "nodenext", "--target", "es2024", "app.ts"];
  run("TypeScript now", join(consumer, "node_modules/.bin/tsc"), modern, consumer);
  // What many CommonJS projects with decorators still use: no `exports`, so main doors only.
  const old = [
    "node_modules/typescript-old/bin/tsc",
    ...compile,
    "--module",
    "commonjs",
    "--moduleResolution",
    "node10",
  ];
  run("TypeScript 5.9, CommonJS", bin("node"), [...old, "--target", "es2022", "old.ts"], consumer);
  const nodes = [bin("node"), ...Object.keys(nodePackages).map((name) => nodeBinary(consumer, name))];
  for (const node of nodes) {
    run(`import as ESM by ${node}`, node, ["app.mjs"], consumer);
    run(`require as CommonJS by ${node}`, node, ["app.cjs"], consumer);
  }
}
rmSync(work, { recursive: true, force: true });
console.log(
  `${files.length} packages packed, ${doors.length} doors imported and required, ${failures} failures`,
);
if (failures > 0) process.exitCode = 1;
