const form = /^(-?)([0-9]*)(?:\.([0-9]*))?(?:e([+-]?[0-9]+))?$/i;

interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

function parse(text: string): Decimal {
  const match = form.exec(text);
  if (match === null) return { digits: 0n, scale: 0 };
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(`${sign}${whole}${fraction}` || "0");
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** The exact sum of decimal numbers, whatever their order; each as JavaScript or a database writes it. */
export function sumDecimals(texts: readonly string[]): string {
  const parsed = texts.map(parse);
  const scale = Math.max(0, ...parsed.map((one) => one.scale));
  const total = parsed.reduce((sum, one) => sum + one.digits * 10n ** BigInt(scale - one.scale), 0n);
  const size = String(total < 0n ? -total : total).padStart(scale + 1, "0");
  const point = size.length - scale;
  return `${total < 0n ? "-" : ""}${size.slice(0, point)}${scale === 0 ? "" : `.${size.slice(point)}`}`;
}
