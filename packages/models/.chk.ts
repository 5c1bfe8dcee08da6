import { readdirSync } from "node:fs"; import {join} from "node:path";
import { readYamlFile } from "./src/read-yaml-file.ts"; import { validateModel } from "@probity/contracts/validators";
for (const d of readdirSync("models")) { try { const y=readYamlFile(join("models",d,"model.yaml"),validateModel); console.log(d,"ok",(y.value as any).rules.map((r:any)=>r.id.slice(-3)+":"+Math.max(...[r.when,r.applies??"",...r.evidence.map((e:any)=>e.value)].map((s:string)=>s.length))).join(" ")); } catch(e:any){ console.log(d, e.message, e.errors?.slice(0,5)); } }
