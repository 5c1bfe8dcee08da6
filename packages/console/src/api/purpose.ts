import { stored } from "../stored.ts";

/** The bounds of the server, in characters. */
export const purposeLength = { min: 2, max: 500 } as const;

/** Whether a text can be sent as the purpose of a reading. */
export const isPurpose = (text: string): text is string => {
  const { length } = Array.from(text.trim());
  return length >= purposeLength.min && length <= purposeLength.max && !/\p{Cc}/u.test(text);
};

/** What the person of this window reads sensitive things for (SE-2); asked for once, then sent with every request. */
export const purpose = stored("probity.purpose", "window", isPurpose);
