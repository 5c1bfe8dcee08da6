/** Errors of the embedded SDK. */
export const sdkErrors = {
  PROBITY_E_CONFIG: {
    status: 500,
    title: "The configuration is not valid.",
    next: "Correct the option or environment variable that the message names.",
  },
} as const;
