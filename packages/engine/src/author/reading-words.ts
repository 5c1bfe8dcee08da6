/** How one language reads an expression aloud. Every part comes as text already. */
export interface ReadingWords {
  readonly all: string;
  readonly any: string;
  readonly and: string;
  readonly or: string;
  readonly not: (x: string) => string;
  readonly given: (x: string) => string;
  readonly notGiven: (x: string) => string;
  /** `==` and so on; `time` of moments. */
  readonly compare: Readonly<Record<string, string>>;
  readonly compareTime: Readonly<Record<string, string>>;
  readonly within: (x: string, list: string) => string;
  readonly notWithin: (x: string, list: string) => string;
  readonly some: (x: string, list: string, test: string) => string;
  readonly every: (x: string, list: string, test: string) => string;
  readonly one: (x: string, list: string, test: string) => string;
  readonly those: (x: string, list: string, test: string) => string;
  readonly numberOfThose: (x: string, list: string, test: string) => string;
  readonly each: (x: string, list: string, value: string) => string;
  readonly eachOfThose: (x: string, list: string, test: string, value: string) => string;
  readonly let: (x: string, value: string, body: string) => string;
  readonly choose: (test: string, yes: string, no: string) => string;
  readonly onlyIf: (value: string, test: string) => string;
  readonly at: (container: string, key: string) => string;
  /** The item of a list at a place, counted from 1. */
  readonly place: (list: string, count: number) => string;
  readonly param: (name: string, value: string) => string;
  readonly now: string;
  readonly text: (x: string) => string;
  readonly bool: { readonly yes: string; readonly no: string };
  readonly nothing: string;
  readonly minorUnits: (x: string) => string;
  /** Functions, by name; what is not here is written as it is called. */
  readonly functions: Readonly<Record<string, (...parts: readonly string[]) => string>>;
  readonly list: (items: readonly string[]) => string;
  readonly cannotJudge: (why: string) => string;
}

const english: ReadingWords = {
  all: "all of these hold:",
  any: "at least one of these holds:",
  and: " and ",
  or: " or ",
  not: (x) => `it is not so that ${x}`,
  given: (x) => `${x} is given`,
  notGiven: (x) => `${x} is not given`,
  compare: {
    "_==_": "is",
    "_!=_": "is not",
    "_<_": "is less than",
    "_<=_": "is at most",
    "_>_": "is more than",
    "_>=_": "is at least",
  },
  compareTime: {
    "_==_": "is at",
    "_!=_": "is not at",
    "_<_": "is before",
    "_<=_": "is not after",
    "_>_": "is after",
    "_>=_": "is not before",
  },
  within: (x, list) => `${x} is one of ${list}`,
  notWithin: (x, list) => `${x} is none of ${list}`,
  some: (x, list, test) => `for some ${x} of ${list}: ${test}`,
  every: (x, list, test) => `for every ${x} of ${list}: ${test}`,
  one: (x, list, test) => `for exactly one ${x} of ${list}: ${test}`,
  those: (x, list, test) => `those ${x} of ${list} for which ${test}`,
  numberOfThose: (x, list, test) => `the number of ${x} of ${list} for which ${test}`,
  each: (x, list, value) => `[${value}, of each ${x} of ${list}]`,
  eachOfThose: (x, list, test, value) => `[${value}, of each ${x} of ${list} for which ${test}]`,
  let: (x, value, body) => `with ${x} standing for ${value}: ${body}`,
  choose: (test, yes, no) => `(if ${test}, then ${yes}, else ${no})`,
  onlyIf: (value, test) => `${value} (judged only if ${test})`,
  at: (container, key) => `the entry ${key} of ${container}`,
  place: (list, count) => (count === 1 ? `the first of ${list}` : `item ${count} of ${list}`),
  param: (name, value) => `${name} (parameter, ${value} unless set otherwise)`,
  now: "the time of the act",
  text: (x) => `"${x}"`,
  bool: { yes: "yes", no: "no" },
  nothing: "nothing",
  minorUnits: (x) => `${x} (minor units)`,
  functions: {
    size: (x) => `the number of ${x}`,
    "size.text": (x) => `the length of ${x}`,
    distinct: (x) => `${x} without repetitions`,
    sum: (x) => `the sum of ${x}`,
    min: (x) => `the least of ${x}`,
    max: (x) => `the greatest of ${x}`,
    abs: (x) => `the size of ${x}`,
    flatten: (x) => `${x} in one list`,
    sort: (x) => `${x} in order`,
    double: (x) => x,
    int: (x) => `${x} as a whole number`,
    string: (x) => `${x} as text`,
    duration: (x) => `the time span ${x}`,
    timestamp: (x) => `the moment ${x}`,
    dyn: (x) => x,
    contains: (x, y) => `${x} contains ${y}`,
    startsWith: (x, y) => `${x} starts with ${y}`,
    endsWith: (x, y) => `${x} ends with ${y}`,
    matches: (x, y) => `${x} matches the pattern ${y}`,
    join: (x, y) => (y === undefined ? `${x} as one text` : `${x} as one text with ${y} between`),
    split: (x, y) => `the parts of ${x} between ${y}`,
    trim: (x) => `${x} without white space around it`,
    lowerAscii: (x) => `${x} in lower case`,
    upperAscii: (x) => `${x} in upper case`,
    "sets.contains": (x, y) => `${x} has everything of ${y}`,
    "sets.equivalent": (x, y) => `${x} and ${y} have the same items`,
    "sets.intersects": (x, y) => `${x} and ${y} have an item in common`,
    getHours: (x) => `the hours of ${x}`,
    getMinutes: (x) => `the minutes of ${x}`,
    getSeconds: (x) => `the seconds of ${x}`,
    getFullYear: (x) => `the year of ${x}`,
    getDayOfWeek: (x) => `the weekday of ${x} (Sunday is 0)`,
  },
  list: (items) => (items.length === 0 ? "nothing" : `(${items.join(", ")})`),
  cannotJudge: (why) => `it cannot be judged: ${why}`,
};

const chinese: ReadingWords = {
  all: "以下各项都成立：",
  any: "以下至少一项成立：",
  and: "，并且 ",
  or: "，或者 ",
  not: (x) => `并非“${x}”`,
  given: (x) => `有 ${x}`,
  notGiven: (x) => `没有 ${x}`,
  compare: {
    "_==_": "等于",
    "_!=_": "不等于",
    "_<_": "小于",
    "_<=_": "不大于",
    "_>_": "大于",
    "_>=_": "不小于",
  },
  compareTime: {
    "_==_": "等于",
    "_!=_": "不等于",
    "_<_": "早于",
    "_<=_": "不晚于",
    "_>_": "晚于",
    "_>=_": "不早于",
  },
  within: (x, list) => `${x} 属于 ${list}`,
  notWithin: (x, list) => `${x} 不属于 ${list}`,
  some: (x, list, test) => `${list} 中至少有一个 ${x} 满足：${test}`,
  every: (x, list, test) => `${list} 中每个 ${x} 都满足：${test}`,
  one: (x, list, test) => `${list} 中恰有一个 ${x} 满足：${test}`,
  those: (x, list, test) => `${list} 中满足“${test}”的各个 ${x}`,
  numberOfThose: (x, list, test) => `${list} 中满足“${test}”的 ${x} 的个数`,
  each: (x, list, value) => `【${list} 中每个 ${x} 的 ${value}】`,
  eachOfThose: (x, list, test, value) => `【${list} 中满足“${test}”的每个 ${x} 的 ${value}】`,
  let: (x, value, body) => `以 ${x} 表示 ${value}：${body}`,
  choose: (test, yes, no) => `（若 ${test}，则 ${yes}，否则 ${no}）`,
  onlyIf: (value, test) => `${value}（仅当 ${test} 时才判断）`,
  at: (container, key) => `${container} 中 ${key} 对应的值`,
  place: (list, count) => `${list} 中的第 ${count} 个`,
  param: (name, value) => `${name}（参数，默认 ${value}）`,
  now: "行权时间",
  text: (x) => `“${x}”`,
  bool: { yes: "是", no: "否" },
  nothing: "空",
  minorUnits: (x) => `${x}（最小货币单位）`,
  functions: {
    size: (x) => `${x} 的个数`,
    "size.text": (x) => `${x} 的长度`,
    distinct: (x) => `去重后的 ${x}`,
    sum: (x) => `${x} 之和`,
    min: (x) => `${x} 中最小的`,
    max: (x) => `${x} 中最大的`,
    abs: (x) => `${x} 的绝对值`,
    flatten: (x) => `合并为一个列表的 ${x}`,
    sort: (x) => `排序后的 ${x}`,
    double: (x) => x,
    int: (x) => `取整的 ${x}`,
    string: (x) => `${x}（作为文字）`,
    duration: (x) => `时长 ${x}`,
    timestamp: (x) => `时间 ${x}`,
    dyn: (x) => x,
    contains: (x, y) => `${x} 含有 ${y}`,
    startsWith: (x, y) => `${x} 以 ${y} 开头`,
    endsWith: (x, y) => `${x} 以 ${y} 结尾`,
    matches: (x, y) => `${x} 符合模式 ${y}`,
    join: (x, y) => (y === undefined ? `${x} 连成的文字` : `${x} 以 ${y} 连成的文字`),
    split: (x, y) => `${x} 以 ${y} 分开的各段`,
    trim: (x) => `去掉首尾空白的 ${x}`,
    lowerAscii: (x) => `${x}（小写）`,
    upperAscii: (x) => `${x}（大写）`,
    "sets.contains": (x, y) => `${x} 包含 ${y} 的全部`,
    "sets.equivalent": (x, y) => `${x} 与 ${y} 内容相同`,
    "sets.intersects": (x, y) => `${x} 与 ${y} 有共同的项`,
    getHours: (x) => `${x} 的小时数`,
    getMinutes: (x) => `${x} 的分钟数`,
    getSeconds: (x) => `${x} 的秒数`,
    getFullYear: (x) => `${x} 的年份`,
    getDayOfWeek: (x) => `${x} 的星期（周日为 0）`,
  },
  list: (items) => (items.length === 0 ? "空" : `（${items.join("、")}）`),
  cannotJudge: (why) => `无法判断：${why}`,
};

/** The words of each language. */
export const readingWords: { readonly "zh-CN": ReadingWords; readonly en: ReadingWords } = {
  "zh-CN": chinese,
  en: english,
};
