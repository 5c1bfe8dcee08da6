/** What a YAML file may cost. Beyond any of these it is refused before it is expanded. */
export interface YamlLimits {
  /** Largest file, in bytes of UTF-8. @defaultValue 512 KiB */
  readonly maxBytes: number;
  /** Deepest nesting of lists and maps. @defaultValue 40 */
  readonly maxDepth: number;
  /** How often one anchor may be repeated, repeats within repeats multiplied. @defaultValue 200 */
  readonly maxAliases: number;
}

/** The limits of every YAML file that this package reads. */
export const yamlLimits: YamlLimits = { maxBytes: 524_288, maxDepth: 40, maxAliases: 200 };
