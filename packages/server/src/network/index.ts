export { registerNetworks } from "./routes.ts";
