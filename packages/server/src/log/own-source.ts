/** The source under which the server logs what concerns no single business system. */
export const ownSource = "probity";
