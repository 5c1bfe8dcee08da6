import { fileURLToPath } from "node:url";

/**
 * The folder with `model.schema.json`, `cases.schema.json` and `bindings.schema.json`, for completion in editors. It is
 * shipped beside `src` and `dist`; projects reach it as `@probity/models/schema/model.schema.json`.
 */
export const schemasDir: string = fileURLToPath(new URL("../schema/", import.meta.url));
