"""Who was there, told in a sentence or two in ways that were not read at first: each with its answer."""

import pytest

from meetings.summary import default_names, read
from tests.meetings.summary.test_corpus import rows

MEMBER, OBSERVER, HOST, CHAIR, CO_CHAIR = (
    f"{capacity} present" for capacity in ("member", "observer", "host", "chair", "co-chair")
)
APOLOGIES, ABSENT = "member apologies", "member absent"
HEAD = "Expert Meeting on Border Management – Summary\n\nLisbon, 4 May 2021\n\n"
AFTER = "\n\nParticipants agreed to meet again in 2022.\n"

FORMS = [
    (
        "Opening statements were made by Fiji, followed by Samoa and Tonga. Vanuatu spoke last.",
        {MEMBER: "fiji · samoa · tonga · vanuatu"},
    ),
    (
        "The floor was then given to Kenya, after which Uganda, and finally Rwanda, presented their positions.",
        {MEMBER: "kenya · uganda · rwanda"},
    ),
    (
        "Statements were heard from Chile, then Peru, then Ecuador; UNHCR closed the round.",
        {MEMBER: "chile · peru · ecuador · unhcr"},
    ),
    (
        "Five members (Niger, Mali, Chad, Benin and Togo) and two observers (Italy, IOM) were in Niamey.",
        {MEMBER: "niger · mali · chad · benin · togo", OBSERVER: "italy · iom"},
    ),
    (
        "The participants were Jordan, Lebanon and Egypt, with Cyprus and Malta having observer status.",
        {MEMBER: "jordan · lebanon · egypt", OBSERVER: "cyprus · malta"},
    ),
    (
        "The Minister of Interior of Jordan welcomed the participants from Egypt, Iraq and Tunisia to Amman.",
        {HOST: "jordan", MEMBER: "egypt · iraq · tunisia"},
    ),
    (
        "Delegates were received in Suva by the Government of Fiji. They had come from Kiribati, Nauru and Palau.",
        {HOST: "fiji", MEMBER: "kiribati · nauru · palau"},
    ),
    (
        "Invitations had gone to Nauru, Niue and Tokelau, none of which replied. Fiji and Samoa came.",
        {ABSENT: "nauru · niue · tokelau", MEMBER: "fiji · samoa"},
    ),
    (
        "The seats of Eritrea and Djibouti remained vacant. Kenya, Uganda and Ethiopia were at the table.",
        {ABSENT: "eritrea · djibouti", MEMBER: "kenya · uganda · ethiopia"},
    ),
    (
        "Because of visa problems the delegate of Somalia had to stay home. Angola and Namibia attended.",
        {ABSENT: "somalia", MEMBER: "angola · namibia"},
    ),
    (
        "Under Qatar's chairmanship, Kuwait, Oman and the UAE reviewed the plan.",
        {CHAIR: "qatar", MEMBER: "kuwait · oman · united-arab-emirates"},
    ),
    (
        "The Co-Chairs (Italy and Niger) thanked Chad, Libya and Tunisia for their participation.",
        {CO_CHAIR: "italy · niger", MEMBER: "chad · libya · tunisia"},
    ),
    (
        "Colonel Rahim spoke for Bangladesh, Ms Perera for Sri Lanka and Mr Dorji for Bhutan.",
        {MEMBER: "bangladesh · sri-lanka · bhutan"},
    ),
    (
        "Participants by country: Peru 3; Chile 2; Argentina 5; Bolivia 1.",
        {MEMBER: "peru · chile · argentina · bolivia"},
    ),
    (
        "Attendance (number of delegates): Tonga 2, Samoa 3, Nauru 1, SPC 4.",
        {MEMBER: "tonga · samoa · nauru · pacific-community"},
    ),
    (
        "It was the first meeting for Timor-Leste, which joined Indonesia, Australia and New Zealand.",
        {MEMBER: "timor-leste · indonesia · australia · new-zealand"},
    ),
    (
        "Delegates from Suriname and Guyana sat side by side with those from Trinidad and Tobago; Brazil looked on.",
        {MEMBER: "suriname · guyana · trinidad-and-tobago", OBSERVER: "brazil"},
    ),
    (
        "The Nordic side comprised Finland, Iceland and Sweden; the Baltic side Estonia and Latvia.",
        {MEMBER: "finland · iceland · sweden · estonia · latvia"},
    ),
    (
        "New members Nauru and Palau took their seats for the first time next to Fiji, Samoa and Tonga.",
        {MEMBER: "nauru · palau · fiji · samoa · tonga"},
    ),
    (
        "Kenya reported that boats had left Tanzania for Comoros. Mozambique and Madagascar confirmed this.",
        {MEMBER: "kenya · mozambique · madagascar"},
    ),
    (
        "Panama's Vice-Minister of Security opened proceedings, and those of Colombia and Costa Rica replied.",
        {MEMBER: "panama · colombia · costa-rica"},
    ),
    (
        "UNHCR and IOM, in their usual supporting role, were in the room with Zambia, Malawi and Angola.",
        {MEMBER: "unhcr · iom · zambia · malawi · angola"},
    ),
    (
        "Kenya (in the chair), Uganda, Tanzania (by video), Rwanda (regrets).",
        {CHAIR: "kenya", MEMBER: "uganda · tanzania", APOLOGIES: "rwanda"},
    ),
    (
        "The list of those present reads: Cuba – 2; Haiti – 1; Jamaica – 3.",
        {MEMBER: "cuba · haiti · jamaica"},
    ),
    (
        "Greece, as the host, and Cyprus, as the incoming host, greeted delegates from Bulgaria and Romania.",
        {HOST: "greece", MEMBER: "cyprus · bulgaria · romania"},
    ),
    (
        "Azerbaijan opted to follow online. Armenia and Georgia travelled to Chisinau, where Moldova received them.",
        {MEMBER: "azerbaijan · armenia · georgia", HOST: "moldova"},
    ),
    (
        "Invited, but unable to send anyone at short notice: Eritrea, Somalia. Present: Djibouti, Ethiopia.",
        {APOLOGIES: "eritrea · somalia", MEMBER: "djibouti · ethiopia"},
    ),
    (
        "Dr Hana Svoboda, the Czech Deputy Minister, hosted colleagues from Slovakia, Poland and Hungary for a day.",
        {HOST: "czechia", MEMBER: "slovakia · poland · hungary"},
    ),
    (
        "Iceland was in the chair. To its right sat Norway and Sweden, to its left Finland and Denmark.",
        {CHAIR: "iceland", MEMBER: "norway · sweden · finland · denmark"},
    ),
    (
        "Switzerland facilitated the talks between Armenia and Azerbaijan.",
        {MEMBER: "switzerland · armenia · azerbaijan"},
    ),
    (
        "Chinese, Mongolian and Russian border guards held talks; Kazakh officers looked on.",
        {MEMBER: "china · mongolia · russian-federation", OBSERVER: "kazakhstan"},
    ),
    (
        "Attendance sheet: Suriname ✓, Guyana ✓, Brazil ✗ (apologies), Venezuela ✗.",
        {MEMBER: "suriname · guyana", APOLOGIES: "brazil", ABSENT: "venezuela"},
    ),
    (
        "The conference room saw delegates from 14 countries, among them first-timers Bhutan and Timor-Leste.",
        {MEMBER: "bhutan · timor-leste"},
    ),
    (
        "Egypt welcomed everybody to Cairo. Ethiopia and Sudan then made opening remarks, as did Eritrea.",
        {HOST: "egypt", MEMBER: "ethiopia · sudan · eritrea"},
    ),
    (
        "The meeting took place without Myanmar. Bangladesh, India and Thailand attended.",
        {ABSENT: "myanmar", MEMBER: "bangladesh · india · thailand"},
    ),
    (
        "Signatures: for Peru, R. Vargas; for Chile, M. Rojas; for Bolivia, L. Quispe.",
        {MEMBER: "peru · chile · bolivia"},
    ),
    (
        "The Minister thanked Australia, New Zealand and Fiji for travelling to Port Vila.",
        {MEMBER: "australia · new-zealand · fiji"},
    ),
    (
        "The usual suspects were there – Germany, Austria, Hungary – and two newcomers, Moldova and Georgia.",
        {MEMBER: "germany · austria · hungary · moldova · georgia"},
    ),
    (
        "The floor was shared by Ireland and Portugal, as outgoing and incoming chairs, and by Spain.",
        {MEMBER: "ireland · portugal · spain"},
    ),
    (
        "The observer bench was occupied by Iraq and Syria, the members' side by Lebanon and Jordan.",
        {OBSERVER: "iraq · syria", MEMBER: "lebanon · jordan"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_who_was_there(text, expected):
    want = {(who, how) for how, everybody in expected.items() for who in everybody.split(" · ")}
    assert rows(read(f"{HEAD}{text}{AFTER}", default_names())) == want
