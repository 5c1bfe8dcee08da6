/** Texts of people and their tokens: Chinese, English. */
export const peopleTexts = {
  people: ["管理中心工作人员及其令牌", "manage the people of the centre and their tokens"],
  peopleAdd: ["登记人员，并仅此一次显示其令牌", "register a person and show the token, this once"],
  peopleName: ["姓名", "name"],
  peopleToken: ["再签发一个令牌，原有令牌仍有效", "issue another token; older ones stay"],
  peopleHours: ["令牌有效的小时数（默认不过期）", "hours for which the token works (default: no end)"],
  peopleRevoke: [
    "停用人员及其全部令牌，其操作记录保留",
    "end a person's access; what was done stays in the log",
  ],
  peopleList: ["列出人员", "list people"],
  personAdded: ["已登记 {id}。", "{id} is registered."],
  tokenOnce: [
    "令牌只显示这一次；命令行用环境变量 PROBITY_TOKEN 携带：",
    "The token is shown this once; the command line takes it as PROBITY_TOKEN:",
  ],
  tokenIssued: ["{id} 的新令牌已签发。", "A new token for {id}."],
  token: ["令牌", "token"],
  tokenExpires: ["有效至", "expires"],
  personRevoked: ["{id} 已停用。", "{id} is revoked."],
  colTokens: ["令牌数", "TOKENS"],
} as const;
