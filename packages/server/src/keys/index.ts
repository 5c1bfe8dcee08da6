export { registerSigner } from "./register-signer.ts";
export { secretFile } from "./secret-file.ts";
export type { Signer } from "./signing-key.ts";
export { loadSigner } from "./signing-key.ts";
