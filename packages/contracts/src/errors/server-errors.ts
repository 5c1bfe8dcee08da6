/** Errors of the central server and its CLI. */
export const serverErrors = {
  PROBITY_E_INTERNAL: {
    status: 500,
    title: "The server failed in an unexpected way.",
    next: "Look for the request id in the server's log.",
  },
} as const;
