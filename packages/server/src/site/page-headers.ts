/**
 * Headers of the console's page (UI-1): scripts of this server alone, styles of this server or with the nonce of this page,
 * nothing from elsewhere, no markup from text (Trusted Types), no frame around it.
 */
export function pageHeaders(nonce: string, isSecure: boolean): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ];
  return {
    "content-security-policy": policy.join("; "),
    // A nonce is used once.
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    // Browsers heed these over https alone.
    ...(isSecure && {
      "cross-origin-opener-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
    }),
  };
}

/** Headers of what the page loads: never asked for again. */
export const assetHeaders: Readonly<Record<string, string>> = {
  "cache-control": "public, max-age=31536000, immutable",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  vary: "accept-encoding",
};
