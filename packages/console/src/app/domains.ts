/** Domains of the models of the library. */
export const modelDomains = ["PROC", "CON", "FIN", "GEN"] as const;

/** Domains: the first parts of rules' ids, those of models before those of what the server itself notices. */
export const domains = ["PROC", "CON", "FIN", "GEN", "LOG", "PRE", "SUP", "RUL"] as const;
