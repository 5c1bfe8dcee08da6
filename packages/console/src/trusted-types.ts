/** The part of the Trusted Types API that is used here; TypeScript's DOM library lacks it. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML(text: string): string;
      createScriptURL(text: string): string;
    },
  ): unknown;
}

/** Scripts of this build; workers among them. */
const ownScript = /^\/assets\/[\w.-]+\.js$/;

/**
 * Sets the policy through which the browser asks about every text that is about to become markup or the address of a script
 * (UI-1). Text without markup passes, because libraries set styles that way; markup is refused, and so is every script that
 * does not come from this build. To be called before anything renders.
 */
export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypesFactory }; // Chromium alone has it
  trustedTypes?.createPolicy("default", {
    createHTML: (text) => {
      if (text.includes("<")) throw new TypeError("markup is refused");
      return text;
    },
    createScriptURL: (text) => {
      const { origin, pathname } = new URL(text, location.href);
      if (origin !== location.origin || !ownScript.test(pathname))
        throw new TypeError(`script refused: ${pathname}`);
      return text;
    },
  });
}
