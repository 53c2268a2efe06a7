import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { startInitiative } from "#capabilities/meetings/contract/start-initiative.ts";
import { OWN_PATH, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** A villagers' group meets in the own village and in the next one: nobody need be told days before. Somebody of each asks for an assembly. */
export const meetings: Plant = {
  rows: async (house, { resident, neighbour }) => {
    const steward = await house.signIn("steward");
    for (const area of [SIBLING_PATH, OWN_PATH]) {
      const kind = "group-meeting";
      const { kinds, groups } = await steward.call(readConveneForm, { area, kind });
      const convener = kinds.find(({ id }) => id === kind)?.conveners[0]?.value ?? "";
      await steward.call(conveneMeeting, {
        kind,
        area,
        due: "households",
        convener,
        groupId: groups[0]?.value ?? "",
        title: "村民小组会议",
        meetsAt: new Date(Date.now() + 86_400_000).toISOString(),
        place: "晒谷场",
        chair: "组长",
        items: [{ title: "路灯", wording: "同意在村东路安装路灯。" }],
      });
    }
    for (const who of [neighbour, resident])
      await who.call(startInitiative, {
        kind: "villagers-assembly",
        signers: "adults",
        title: "要求召开村民会议",
        wording: "商量自来水改造和费用分担。",
      });
    await house.settle();
  },
  names: {
    "meetings/convene-meeting.groupId": "register.small_group.id",
    "meetings/convene-meeting.convener": "organizations.organization.id",
    "meetings/convene-meeting.candidateIds": "register.person.id",
    "meetings/convene-meeting.recallId": "rolls.delegate.id",
    "meetings/carry-out.id": "meetings.item.id",
    "meetings/carry-out.organizationId": "organizations.organization.id",
    "meetings/convene-meeting.initiativeId": "meetings.initiative.id",
    "meetings/read-convene-form.initiative": "meetings.initiative.id",
    "meetings/convene-meeting.paperIds": "platform.file.id",
    "meetings/attach-signed.paperIds": "platform.file.id",
    "meetings/answer-initiative.meetingId": "meetings.meeting.id",
    "meetings/withdraw-signature.id": "meetings.initiative.id",
    "meetings/enter-signatures.id": "meetings.initiative.id",
    "meetings/give-proxy.id": "meetings.meeting.id",
    "meetings/give-proxy.holderId": "register.person.id",
    "meetings/enter-sheet.id": "meetings.meeting.id",
    "meetings/put-to-vote.id": "meetings.item.id",
    "meetings/step-aside.id": "meetings.item.id",
    "meetings/count-votes.id": "meetings.item.id",
    "meetings/cast-ballot.id": "meetings.item.id",
    "meetings/end-ballot.id": "meetings.item.id",
    "meetings/read-ballot.id": "meetings.item.id",
  },
};
