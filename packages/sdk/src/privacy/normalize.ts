/** Full-width forms of ASCII, as Chinese input methods write them. */
const fullWidth = /[\uFF01-\uFF5E]/g;

/** A number in groups: digits, or 17 digits and the X of an identity number. */
const numeric = /^(?:\d+|\d{17}[Xx])$/;

/**
 * One spelling of an identifier, so that the same account or number gives the same pseudonym in every system: trimmed,
 * full-width characters as ASCII, and in numbers no spaces and dashes and a capital X. Nothing else is touched: letter case,
 * a country prefix or leading zeroes may carry meaning, so systems must agree on them.
 */
export const normalizeIdentifier = (text: string): string => {
  const ascii = text
    .trim()
    .replace(fullWidth, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .trim();
  const compact = ascii.replace(/[\s\u2010-\u2015-]/g, "");
  return numeric.test(compact) ? compact.toUpperCase() : ascii;
};
