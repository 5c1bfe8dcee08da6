const twoDecimals =
  "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCNYCOPCOUCRCCUCCUPCVECZK" +
  "DKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHRKHTGHUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSL" +
  "MADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGD" +
  "SHPSLESLLSOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUSNUYUUZSVEDVESWSTXCDXCGYERZARZMWZWGZWL";
const noDecimals = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
const threeDecimals = "BHDIQDJODKWDLYDOMRTND";
const fourDecimals = "CLFUYW";

const decimals: ReadonlyMap<string, number> = new Map([
  ...codes(noDecimals, 0),
  ...codes(twoDecimals, 2),
  ...codes(threeDecimals, 3),
  ...codes(fourDecimals, 4),
]);

function codes(packed: string, digits: number): [string, number][] {
  return (packed.match(/.../g) ?? []).map((code) => [code, digits]);
}

/** Decimals of the minor unit of an ISO 4217 currency, or undefined for a code that is not one. */
export function currencyDecimals(currency: string): number | undefined {
  return decimals.get(currency);
}
