import { readFileSync } from "node:fs";
import type { OidcConfig } from "./config.ts";
import { type Parse, problem, type Problem, type Read, text, yesOrNo } from "./parse.ts";

/** Reads `PROBITY_OIDC_*`; undefined without an issuer. */
export function readOidc(read: Read, problems: Problem[]): OidcConfig | undefined {
  const issuer = read("PROBITY_OIDC_ISSUER", undefined, issuerUrl);
  const clientId = read("PROBITY_OIDC_CLIENT_ID", undefined, text);
  const plain = read("PROBITY_OIDC_CLIENT_SECRET", undefined, text);
  const filed = read("PROBITY_OIDC_CLIENT_SECRET_FILE", undefined, secretOf);
  const personClaim = read("PROBITY_OIDC_PERSON_CLAIM", "preferred_username", text);
  const provision = read("PROBITY_OIDC_PROVISION", false, yesOrNo);
  const publicUrl = read("PROBITY_PUBLIC_URL", undefined, text);
  if (issuer === undefined) return undefined;
  const missing = { PROBITY_OIDC_CLIENT_ID: clientId, PROBITY_PUBLIC_URL: publicUrl };
  for (const [path, value] of Object.entries(missing))
    if (value === undefined) problems.push({ path, message: "is needed with PROBITY_OIDC_ISSUER" });
  return { issuer, clientId: clientId ?? "", clientSecret: filed ?? plain, personClaim, provision };
}

const issuerUrl: Parse<string> = (value) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? value
    : problem("must be the https address of the identity provider");

const secretOf: Parse<string> = (value) => {
  try {
    const secret = readFileSync(value, "utf8").trim();
    return secret === "" ? problem("names an empty file") : secret;
  } catch {
    return problem("names a file that cannot be read");
  }
};
