export type { BundleKeys, KeySet } from "./bundle-keys.ts";
export { createBundleKeys } from "./bundle-keys.ts";
export { registerBundleKey } from "./register-bundle-key.ts";
export { registerSigner } from "./register-signer.ts";
export { registerKeys } from "./routes.ts";
export { secretFile } from "./secret-file.ts";
export { secretTags } from "./secret-tag.ts";
export type { Signer } from "./signing-key.ts";
export { loadSigner } from "./signing-key.ts";
