import { builtinModels } from "./src/index.ts";
import { compileModel } from "@probity/engine/author";
import { builtinEvents } from "@probity/contracts";
for (const f of builtinModels()) { try { const r=compileModel(f.model, Object.values(builtinEvents) as any); console.log(f.model.id,"ok", r.map(x=>JSON.stringify(x.when).length).join(" ")); } catch(e:any){ console.log(f.model.id, e.code); for (const x of e.errors ?? [e.stack]) console.log("   ",x.path,x.message); } }
