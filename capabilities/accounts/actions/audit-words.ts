/** Words of the audit as a file; actions and outcomes stand as the API names them. */
export const AUDIT_WORDS = {
  "zh-CN": {
    sheet: "操作记录",
    headings: ["时间", "单位", "岗位", "姓名", "操作", "结果", "对象编号", "记录编号"],
    kinds: { official: "", resident: "个人（不具名）", nobody: "未登录" },
  },
  en: {
    sheet: "Audit",
    headings: ["Time", "Unit", "Post", "Name", "Action", "Outcome", "Subject", "Entry"],
    kinds: { official: "", resident: "a person, not named", nobody: "not signed in" },
  },
} as const;
