/** A file to be saved, never shown; its name in the form for other characters than ASCII (RFC 8187). */
export const attachment = (name: string, plain = "evidence"): string =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, hex)}`;

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
