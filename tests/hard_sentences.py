"""Hard places for a sentence splitter: one text a line; a bar is a cut, backslash-n a line end.

The rules were tuned on `TUNED`. `HELD_OUT` was written when they were frozen: 62 of 66 were exact
as first written, 64 once a bar forgotten in two of them was put in. The other two led to a rule
each, so the set is held out no longer.
"""

# ruff: noqa: E501, RUF001
TUNED = r'''
Mr. Kim met Gen. Lee on Dec. 3.| He left.
The U.S. Navy left.| The U.S.-Japan pact held.
“It ran aground. We saw it,” he said.| Then he left.
"First. Second. Third."| He left.
"Is it over?" she asked.| "It is," he said.
He spoke... and left.| Nobody followed.
Growth was 3.5 percent.| Prices rose 2.1 percent.
Gov. Park left at 5 p.m. Tuesday.| He met Sen. Cho.
She came at 5 p.m.| The rest had gone.
First para.|\n\nSecond para goes\non here.|\nThird.
Approx. 300 troops, incl. reserves, vs. 200 before.
The talks (Oct. 3 to Nov. 4) failed!| Why?
Mr. Park, Dr. Lee and Prof. Cho met Gen. Han at Ft. Meade.| They spoke for an hour.
The U.S. and the U.K. signed.| The U.N. did not.
He flew to the U.S.| The next day he resigned.
Officials from the U.S. said so.| In the U.S., nobody did.
The treaty with the U.S. “is dead,” he said.
Troops left on Dec. 3.| On Dec. 4, they came back.
The order came on Dec. 3, 2024.| It lasted six hours.
It began in Dec.| Nobody noticed.
Kim Jong-un met his guest.| Lee Jae-myung did not.
J. B. Park and S.K. Cho of the R.O.K. Navy agreed.| D.J. Han did not.
Steel was the No. 1 export.| No. 2 was chips.
“We have a No. 1 problem.”| The envoy left.
He asked a plain question: Will it hold?| Nobody knew.
“Will it hold?” he asked.| “It will not!” she replied.
“It will hold. It must hold. We will see to it,” he said.| Then he left.
“It will hold,” he said.| “It must hold.”| Nobody answered.
‘It will hold. It must hold,’ he said.| Then he left.
He said: "The ship is aground. The crew is gone."| The hall was silent.
He said (and this was new. Nobody had said it) that the pact was dead.| The hall was silent.
She said the pact was dead.| (It was not.)| The hall was silent.
Well ... nobody knew.| But then...| The envoy came.
“I think … we wait,” he said.| He waited.
It rose by 3.5 percent to 1,200.50 won.| It fell by .5 percent later.
The talks began at 9 a.m. and ended at 5 p.m. sharp.| They were short.
The talks began at 9 a.m.| The minister was late.
The talks began at 9 a.m. Tuesday.| The minister was late.
The talks began at 9 a.m. KST.| The minister was late.
Trade, tariffs, etc. were discussed.| Ships, planes, etc.| Nothing else was.
The firm, Hanbit Co. Ltd., sank.| Daehan Inc. did not.| Mirae Corp. Vice President Yoon left.
The company is Daehan Inc.| It makes ships.
See www.example.org for more.| Or write to a.b@example.org today.
The version is 2.0.1.| It runs.
Sen. A. Park (R-Ohio) and Rep. B. Cho (D-Calif.) voted no.| Gov. Ito voted yes.
The vote was 204-85.| It passed!| Did anyone expect it?| No.
Art. 9 of the constitution says so.| See Art. 10.| It says more.
See pp. 3-7, fig. 2 and para. 4 of the report.| It is dull.
He lives on St. James St. in the capital.| It is quiet.
The Washington, D.C. office closed.| The one in Tokyo, D.C. staff say, did not.
He moved to Washington, D.C.| His wife stayed.
Maj. Gen. Han and Lt. Col. Ito of the 7th Fleet met Vice Adm. Cho.| They agreed.
It was then-Prime Minister Ito vs. then-President Han.| Neither won.
1. The first point is steel.| 2. The second point is chips.
The points are: (1) steel; (2) chips; and (3) ships.| None was new.
“The alliance is strong.” — the foreign ministry
The ship sank.[1]| The crew lived.[2]
“Stop!” cried the captain.| Nobody stopped.
“Who are we?” the paper asked.| It gave no answer.
“Who are we?”| The paper gave no answer.
The paper “Aground?” was read widely.| Nobody replied.
Yahoo! Japan reported it.| So did others.
The missile flew approx. 1,100 km.| It fell into the sea.
The missile flew 1,100 km.| It fell into the sea.
The budget is $1.2 bn. and rising.| It was 1.1 tn. won.
The minister (b. 1960) spoke.| The other (d. 2001) could not.
Ph.D. holders and M.A. students came.| He holds a Ph.D.| She holds none.
It is, i.e. was, dead; e.g. the navy left.| Cf. the report.
“They said, ‘We will come. Wait for us.’ We waited,” she said.| They never came.
The crisis of Jan. 6 and Feb. 2 and Sept. 11 was over.| Aug. was quiet.
Pres. Han and Amb. Cho met Sec. Ito on Mon. in Seoul.| On Tues. they met again.
“It was over.”| “No, it was not.”
He left.| “It was over.”
The president trusts me.| Kim does not.
He came in May.| Kim came in June.
They fell ill.| Gov. Ito stayed.
The rate is set by the Fed.| Nobody knows why.
“Will it hold?” Minister Cho asked.| Nobody knew.
“Will it hold?” Cho said at the pier.| Nobody knew.
“Will it hold?”| Cho left at once.
He said "no.| Then Cho left.| Ito left.| He called it "odd," she said.| Han left.
He called it ‘rock.| Then the minister’s aide left.| She’s gone.
''It is over. We lost,'' he said.| Then he left.
He is 6'2" tall.| She said "no. We go."| He left.
He waited…| The man left.
The plan (he left the U.S. The rest stayed) failed.| Nobody cared.
The vote\nwas late.| It passed.
a) steel\n|b) chips\n|c) ships
He left.| iPhones sold well.
he left. | she stayed. | they talked.
The Washington Post's J. Doe (no relation) wrote it.| (See p. 3.)
Kim et al. (2020) found it.| Others did not.
He said: «It is over. We lost.»| He left.
It was over.| “We lost,” said J. H. Park, the navy's No. 2.| “They won.”
He said so.| "Then he left.| Then she left.
He left.|"We stay," she said.| Ito nodded.
“Is it a good idea?”| He answered, “I have no idea.”
“Will it hold?” Cho, the minister, asked.| Nobody knew.
“It held” (for now).| Nobody knew.
He said: "It held—"then" he left."| Nobody knew.
'''

HELD_OUT = r'''
Lt. Gen. Bae, 58, retired in Nov. 2023.| His successor is Rear Adm. Oh.
Sgt. Maj. Ro (ret.) spoke first.| Then came Amb. Sato.
Tokyo, Seoul and Washington, D.C., sent envoys.| Beijing sent none.
The accord of Aug. 18 was praised by Sen. J. R. Hale of the U.S. Senate.| Others sneered.
“Is that the plan?” the senator asked, “or is it a joke?”| The room laughed.
“We are adrift,” said one aide.| “We have been for months.”
The aide said, “We are adrift. No one steers.”
The aide said, “We are adrift. No one steers.”| His minister disagreed.
She wrote that “the tide has turned.”| The paper printed it.
The minister called the plan “a bridge to nowhere.”| Critics agreed.
Exports fell 2.7% in Oct.| Imports rose 0.4%.
Exports fell 2.7% in Oct. 2024.| Imports rose.
The alliance, it seems, is… fine.| Or is it?
“Well…” he began.| He never finished.
The summit ended at 11:30 p.m.| No statement followed.
The summit ended at 11:30 p.m. local time on Sunday.| No statement followed.
The destroyer, the U.S.S. Harlan, docked in Busan.| Its crew of approx. 300 went ashore.
The U.N. Security Council met.| So did the E.U. Council.
It happened in the U.S.| However, nobody saw it.
Mr. Yoo, Jr., and Ms. Abe, Ph.D., wrote it.| Their editor was Dr. St. John.
Hyun Heavy Industries Co. and Maru Corp. merged.| The new firm is called H.M. Ltd.
See Sec. 4(b) and Art. 12 para. 3.| They bind both sides.
The budget (¥8.9 tn.; roughly $59 bn.) passed.| It is a record.
1) Deter the North.| 2) Reassure the South.
I. The past.| II. The present.
- First, talk.\n|- Second, talk more.\n|- Third, walk away.
Turnout was 67.1 per cent.| In 2020 it was 66.2.
“Never!” he shouted.| “Never again!”
Who benefits?| China, mainly.| Who pays?| Everyone.
“Who benefits?” wrote the think-tank's C. Doyle.| “China, mainly.”
He told them, ‘Sit down. Be quiet.’| They did.
He told her: “He said, ‘Go.’ So I went.”| She wept.
The Blue House — No. 1 Cheongwadae Road — was shut.| Visitors came anyway.
Vol. 3, No. 2 of the journal (pp. 11-19) has it.| Few read it.
The firm's site, maru.co.kr, was down.| Its app worked.
North Korea fired two missiles, the J.C.S. said.| Both fell into the sea.
The North fired again (its 3rd test in Jan.).| The South protested.
“Trust me,” he said.| “I know her.”| She did not trust me.| Japan did not either.
The yen fell to ¥161.5.| The won fell to 1,390.| Why?
“The pact is dead” was the headline.| “The pact lives” was the reply.
“The captain has left the bridge,” Cho said; “no one is steering.”| The hall fell silent.
According to Kim et al. the effect is small.| Others found none.
We met Gen. Paik at Camp Humphreys, Pyeongtaek.| He was late.
The party lost 56 seats vs. 12 for its partner.| Its chief resigned.
Is it a rift... or a pause?| Time will tell.
They were warned.| And yet they sailed.| But why?
(The author is a former envoy.)
The envoy stayed. |(He had no choice.)| The others flew home.
The president—no stranger to crises—left.| No.| He fled.
The talks collapsed.”| The source would not say more.
"The talks collapsed," she said.| "Completely."| He nodded.
The F.B.I. and the N.I.S. traded files.| The C.I.A. did not.
The cabinet's "Plan B" failed.| Plan C is next.
He chose plan B.| The minister chose plan A.
It came down to Article 9.| Nobody would touch it.
The line was drawn at the 38th.| There it stayed.
“Dear Mr. President,” it began.| It ended “Yours, etc.”
The bloc (e.g. Vietnam, the Philippines, etc.) wavered.| Japan did not.
Sources: Maru Daily; H. News; The J. Times.
Prices rose.[3]| Wages did not (see fig. 2).| Rents did.
The carrier left Yokosuka at dawn on Sept. 4.| Five days later, it was in Guam.
“We will not blink. We will not bend. We will not break,” the spokesman for the U.S. command said.| Pyongyang said nothing.
The ministry—which had said “no comment.”—then commented.| It said: “No.”
Quotes of the day:\n|“We sail on.”\n|“We do not.”
The long-awaited report of the committee was\nreleased on Monday.| It was short.
His answer?| “Maybe.”| Hers?| “Never.”
'''
