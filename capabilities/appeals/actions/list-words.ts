/** Words of the desk's list as a file. */
export const LIST_WORDS = {
  "zh-CN": {
    sheet: "诉求清单",
    headings: ["编号", "状态", "结果", "所在地", "事项", "主办单位", "提出日期", "截止日期", "说明"],
    states: {
      waiting: "待派单",
      handling: "办理中",
      answered: "已答复",
      closed: "已办结",
      withdrawn: "已撤回",
      historic: "历史诉求",
    },
    outcomes: {
      solved: "已解决",
      "partly-solved": "部分解决",
      "justified-no": "依规不能办理",
      explained: "已解释",
      "other-channel": "已告知法定渠道",
      withdrawn: "已撤回",
    },
    imported: "历史导入",
    archived: "已归档",
  },
  en: {
    sheet: "Appeals",
    headings: ["Number", "State", "Outcome", "Place", "Matter", "Unit", "Raised on", "Due on", "Remarks"],
    states: {
      waiting: "waiting",
      handling: "in hand",
      answered: "answered",
      closed: "closed",
      withdrawn: "withdrawn",
      historic: "historic",
    },
    outcomes: {
      solved: "solved",
      "partly-solved": "partly solved",
      "justified-no": "a justified no",
      explained: "explained",
      "other-channel": "another channel",
      withdrawn: "withdrawn",
    },
    imported: "imported",
    archived: "archived",
  },
} as const;
