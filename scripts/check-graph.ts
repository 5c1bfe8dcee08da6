// The only edges allowed between our packages, declared and imported. Anything else is a design change:
// write docs/decisions/NNNN-title.md first.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const allowed: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  engine: ["contracts"],
  tlog: [],
  models: ["contracts", "engine"],
  sdk: ["contracts", "engine", "tlog"],
  server: ["contracts", "engine", "models", "tlog"],
  "adapter-core": ["contracts", "sdk"],
  "adapter-conformance": ["contracts", "engine", "sdk", "tlog", "adapter-core"],
  fastify: ["sdk", "adapter-core"],
  express: ["sdk", "adapter-core"],
  notice: [],
  console: ["contracts", "engine", "notice"],
};

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

const short = (name: string): string => name.replace("@probity/", "");
const specifier = /(?:from|import)\s*\(?\s*"(@probity\/[^"/]+)/g;
const problems: string[] = [];
let edges = 0;

for (const path of globSync("packages/{*,adapters/*}/package.json", { cwd: root })) {
  const manifest = JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest; // our own file
  const name = short(manifest.name);
  const permitted = allowed[name];
  if (permitted === undefined) {
    problems.push(`${path}: ${name} is not in the graph`);
    continue;
  }
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((key) => key.startsWith("@probity/"))
    .map(short);
  edges += declared.length;
  for (const target of declared) {
    if (!permitted.includes(target)) problems.push(`${path}: edge not allowed: ${name} -> ${target}`);
  }
  for (const source of globSync("src/**/*.{ts,tsx}", { cwd: join(root, dirname(path)) })) {
    const file = join(root, dirname(path), source);
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(specifier)) {
      const to = short(target);
      if (to !== name && !permitted.includes(to)) {
        problems.push(`${relative(root, file)}: import not allowed: ${name} -> ${to}`);
      }
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${Object.keys(allowed).length} packages, ${edges} edges, ${problems.length} not allowed`);
if (problems.length > 0) process.exitCode = 1;
