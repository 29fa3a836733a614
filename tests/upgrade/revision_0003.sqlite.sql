BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE delivery_budget (
	workspace VARCHAR(32) NOT NULL, 
	method VARCHAR(40) NOT NULL, 
	"full" BIGINT, 
	held BIGINT, 
	CONSTRAINT pk_delivery_budget PRIMARY KEY (workspace, method)
);
CREATE TABLE delivery_ghost (
	workspace VARCHAR(32) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	due BIGINT NOT NULL, 
	leased BIGINT, 
	holder VARCHAR(32), 
	attempts BIGINT NOT NULL, 
	CONSTRAINT pk_delivery_ghost PRIMARY KEY (workspace, channel, ts)
);
CREATE TABLE delivery_lane (
	workspace VARCHAR(32) NOT NULL, 
	place VARCHAR(8) NOT NULL, 
	place_id VARCHAR(32) NOT NULL, 
	post_free BIGINT, 
	show_free BIGINT, 
	channel VARCHAR(32), 
	CONSTRAINT pk_delivery_lane PRIMARY KEY (workspace, place, place_id)
);
CREATE TABLE delivery_message (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	screen VARCHAR(80) NOT NULL, 
	subject VARCHAR(200) NOT NULL, 
	place VARCHAR(8) NOT NULL, 
	place_id VARCHAR(32) NOT NULL, 
	thread_screen VARCHAR(80), 
	thread_subject VARCHAR(200), 
	broadcast BIGINT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	made BIGINT NOT NULL, 
	wanted BIGINT NOT NULL, 
	bottom BIGINT NOT NULL, 
	urgent BIGINT NOT NULL, 
	posted BIGINT NOT NULL, 
	shown BIGINT NOT NULL, 
	channel VARCHAR(32), 
	ts VARCHAR(32), 
	posting BIGINT, 
	due BIGINT, 
	leased BIGINT, 
	holder VARCHAR(32), 
	attempts BIGINT NOT NULL, 
	error TEXT, 
	touched BIGINT NOT NULL, 
	CONSTRAINT pk_delivery_message PRIMARY KEY (workspace, id), 
	CONSTRAINT uq_delivery_message_workspace_screen_subject_place_place_id UNIQUE (workspace, screen, subject, place, place_id)
);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id6','lean_coffee:board','id4','channel','C0GUILD',NULL,NULL,0,'live',7,18,18,18,0,0,'C0GUILD','1795303000.000200',NULL,1796119200000000,NULL,NULL,0,NULL,1796121120000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id10','lean_coffee:roster','id4','person','U0ANA',NULL,NULL,0,'live',6,1,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796121120000000,NULL,NULL,0,NULL,1796121120000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id11','seu:ask','U0ANA','person','U0ANA',NULL,NULL,0,'live',9,2,2,2,0,0,'C0GUILD','1795303000.000200',NULL,1796121120000000,NULL,NULL,0,NULL,1796121120000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id12','seu:ask','U0BEN','person','U0BEN',NULL,NULL,0,'live',11,4,2,2,0,0,'C0GUILD','1795303000.000200',NULL,1796121120000000,NULL,NULL,0,NULL,1796122020000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id13','seu:ask','U0CHLOE','person','U0CHLOE',NULL,NULL,0,'live',13,2,2,2,0,0,'C0GUILD','1795303000.000200',NULL,1796121120000000,NULL,NULL,0,NULL,1796121120000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id27','lean_coffee:announcement','id26','channel','C0GUILD',NULL,NULL,0,'live',14,2,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796201400000000,NULL,NULL,0,NULL,1796227200000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id29','refinement:card','id28','channel','C0GUILD',NULL,NULL,0,'live',15,2,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796201400000000,NULL,NULL,0,NULL,1796202000000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id30','refinement:line','id28','channel','C0GUILD','refinement:card','id28',1,'live',16,1,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796201400000000,NULL,NULL,0,NULL,1796201400000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id32','lean_coffee:announcement','id31','channel','C0GUILD',NULL,NULL,0,'live',17,4,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796212800000000,NULL,NULL,0,NULL,1796299200000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id34','refinement:card','id33','channel','C0GUILD',NULL,NULL,0,'live',18,3,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796223600000000,NULL,NULL,0,NULL,1796227200000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id35','lean_coffee:reminder','id31','person','U0CHLOE',NULL,NULL,0,'live',19,1,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796298600000000,NULL,NULL,0,NULL,1796298600000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id36','lean_coffee:reminder','id31','person','U0DEV',NULL,NULL,0,'live',20,1,1,0,0,0,'C0GUILD','1795303000.000200',NULL,1796298600000000,NULL,NULL,0,NULL,1796298600000000);
INSERT INTO "delivery_message" VALUES('T0COFFEE','id39','lean_coffee:board','id38','channel','C0GUILD',NULL,NULL,0,'live',22,7,5,5,0,0,'C0GUILD','1795303000.000200',NULL,1796299200000000,NULL,NULL,0,NULL,1796299220000000);
CREATE TABLE lean_coffee_agenda (
	workspace VARCHAR(32) NOT NULL, 
	meeting VARCHAR(64) NOT NULL, 
	topic VARCHAR(64) NOT NULL, 
	stands VARCHAR(16) NOT NULL, 
	carried BIGINT NOT NULL, 
	dots BIGINT NOT NULL, 
	voters BIGINT NOT NULL, 
	rank BIGINT NOT NULL, 
	opened BIGINT, 
	boxes TEXT NOT NULL, 
	tallies TEXT NOT NULL, 
	parked BOOLEAN NOT NULL, 
	CONSTRAINT pk_lean_coffee_agenda PRIMARY KEY (workspace, meeting, topic)
);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id4','id1','discussed',0,2,1,1,1796119200000000,'300000000 60000000 1380000000 ','',0);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id4','id2','to_discuss',0,0,0,2,NULL,'','',0);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id4','id3','to_discuss',0,0,0,3,NULL,'','',0);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id38','id2','to_discuss',1,0,0,0,NULL,'','',0);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id38','id3','to_discuss',1,0,0,0,NULL,'','',0);
INSERT INTO "lean_coffee_agenda" VALUES('T0COFFEE','id38','id40','to_discuss',0,0,0,0,NULL,'','',0);
CREATE TABLE lean_coffee_ballot (
	workspace VARCHAR(32) NOT NULL, 
	meeting VARCHAR(64) NOT NULL, 
	voter VARCHAR(32) NOT NULL, 
	dots TEXT NOT NULL, 
	CONSTRAINT pk_lean_coffee_ballot PRIMARY KEY (workspace, meeting, voter)
);
INSERT INTO "lean_coffee_ballot" VALUES('T0COFFEE','id38','U0BEN','id3 id3 id2');
INSERT INTO "lean_coffee_ballot" VALUES('T0COFFEE','id38','U0CHLOE','id2');
CREATE TABLE lean_coffee_coming (
	workspace VARCHAR(32) NOT NULL, 
	occurrence VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_lean_coffee_coming PRIMARY KEY (workspace, occurrence, person)
);
INSERT INTO "lean_coffee_coming" VALUES('T0COFFEE','id31','U0CHLOE');
INSERT INTO "lean_coffee_coming" VALUES('T0COFFEE','id31','U0DEV');
CREATE TABLE lean_coffee_meeting (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	host VARCHAR(32) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	lane VARCHAR(64) NOT NULL, 
	settings TEXT NOT NULL, 
	link TEXT NOT NULL, 
	series VARCHAR(64), 
	opened BIGINT NOT NULL, 
	planned_end BIGINT NOT NULL, 
	began BIGINT NOT NULL, 
	due BIGINT, 
	stage VARCHAR(16) NOT NULL, 
	phase BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	dots BIGINT NOT NULL, 
	voted_until BIGINT, 
	topic VARCHAR(64), 
	box BIGINT NOT NULL, 
	silences BIGINT NOT NULL, 
	box_left BIGINT, 
	box_ran BIGINT NOT NULL, 
	verdict TEXT, 
	steered_by VARCHAR(32), 
	steered_what VARCHAR(16), 
	steered_at BIGINT, 
	outage_began BIGINT, 
	outage_ended BIGINT, 
	outage_given BIGINT, 
	closed BIGINT, 
	how VARCHAR(16), 
	CONSTRAINT pk_lean_coffee_meeting PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_meeting" VALUES('T0COFFEE','id4','C0GUILD','Platform guild','U0ANA','Europe/Madrid','','{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 2, "host_votes": true}','',NULL,1796119200000000,1796121000000000,1796121120000000,NULL,'closed',9,18,2,1796119200000000,NULL,0,0,NULL,0,'{"topic": "id1", "tally": "0,0,0", "outcome": "out_of_time", "at": 1796121000000000, "granted": 0, "room": null}',NULL,NULL,NULL,NULL,NULL,NULL,1796121120000000,'done');
INSERT INTO "lean_coffee_meeting" VALUES('T0COFFEE','id38','C0GUILD','Weekly guild','U0ANA','Europe/London','','{"length": 2700000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}','','id17',1796299200000000,1796301900000000,1796299200000000,1796299320000000,'voting',2,8,3,NULL,NULL,0,0,NULL,0,NULL,'U0BEN','opened_vote',1796299200000000,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lean_coffee_occurrence (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	series VARCHAR(64) NOT NULL, 
	wall VARCHAR(32) NOT NULL, 
	starts BIGINT NOT NULL, 
	meeting VARCHAR(64), 
	skipped BOOLEAN NOT NULL, called_off VARCHAR(16), called_off_by VARCHAR(32), 
	CONSTRAINT pk_lean_coffee_occurrence PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_occurrence" VALUES('T0COFFEE','id26','id21','2026-12-04T16:00:00',1796400000000000,NULL,1,'skipped','U0ANA');
INSERT INTO "lean_coffee_occurrence" VALUES('T0COFFEE','id31','id17','2026-12-03T12:00:00',1796299200000000,'id38',0,NULL,NULL);
CREATE TABLE lean_coffee_plan (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	host VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	settings TEXT NOT NULL, 
	link TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	at BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_lean_coffee_plan PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_plan" VALUES('T0COFFEE','id44','C0GUILD','U0DEV','Retro','UTC','{"length": 1200000000, "collect": 120000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}','','queued',1796299220000000,2);
CREATE TABLE lean_coffee_series (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	host VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	settings TEXT NOT NULL, 
	link TEXT NOT NULL, 
	ahead BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_lean_coffee_series PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_series" VALUES('T0COFFEE','id17','C0GUILD','U0ANA','Weekly guild','Europe/London','{"length": 2700000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}','',86400000000,4);
INSERT INTO "lean_coffee_series" VALUES('T0COFFEE','id19','C0GUILD','U0CHLOE','Coffee with Madrid','Europe/Madrid','{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}','',86400000000,2);
INSERT INTO "lean_coffee_series" VALUES('T0COFFEE','id21','C0GUILD','U0ANA','Friday coffee','Europe/London','{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}','',604800000000,3);
CREATE TABLE lean_coffee_takeaway (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	meeting VARCHAR(64) NOT NULL, 
	topic VARCHAR(64), 
	text TEXT NOT NULL, 
	author VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_lean_coffee_takeaway PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_takeaway" VALUES('T0COFFEE','id9','id4','id1','Quarantine them for a week','U0CHLOE',1796119620000000);
CREATE TABLE lean_coffee_thumb (
	workspace VARCHAR(32) NOT NULL, 
	meeting VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	choice VARCHAR(8) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_lean_coffee_thumb PRIMARY KEY (workspace, meeting, person)
);
CREATE TABLE lean_coffee_topic (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	context TEXT NOT NULL, 
	author VARCHAR(32), 
	anonymous BOOLEAN NOT NULL, 
	seal_key VARCHAR(64), 
	seal_mark VARCHAR(64), 
	link TEXT NOT NULL, 
	proposed BIGINT NOT NULL, 
	carried BIGINT NOT NULL, 
	meeting VARCHAR(64), 
	standing VARCHAR(16) NOT NULL, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_lean_coffee_topic PRIMARY KEY (workspace, id)
);
INSERT INTO "lean_coffee_topic" VALUES('T0COFFEE','id1','C0GUILD','Flaky tests','third week in a row','U0BEN',0,NULL,NULL,'',1796119200000000,0,'id4','discussed',0);
INSERT INTO "lean_coffee_topic" VALUES('T0COFFEE','id2','C0GUILD','Pairing','','U0CHLOE',0,NULL,NULL,'',1796119200000000,1,'id38','agenda',0);
INSERT INTO "lean_coffee_topic" VALUES('T0COFFEE','id3','C0GUILD','On call','','U0DEV',0,NULL,NULL,'',1796119200000000,1,'id38','agenda',0);
INSERT INTO "lean_coffee_topic" VALUES('T0COFFEE','id40','C0GUILD','Deploys on Friday','','U0ANA',0,NULL,NULL,'',1796299200000000,0,'id38','agenda',0);
CREATE TABLE presence_correction (
	workspace VARCHAR(32) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	minutes BIGINT NOT NULL, 
	corrected_by VARCHAR(32) NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_presence_correction PRIMARY KEY (workspace, session, person)
);
CREATE TABLE presence_segment (
	workspace VARCHAR(32) NOT NULL, 
	segment VARCHAR(64) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	source VARCHAR NOT NULL, 
	CONSTRAINT pk_presence_segment PRIMARY KEY (workspace, segment)
);
INSERT INTO "presence_segment" VALUES('T0COFFEE','id5','id4','U0ANA',1796119200000000,1796121120000000,'act');
INSERT INTO "presence_segment" VALUES('T0COFFEE','id7','id4','U0BEN',1796119200000000,1796121120000000,'button');
INSERT INTO "presence_segment" VALUES('T0COFFEE','id8','id4','U0CHLOE',1796119200000000,1796121120000000,'button');
INSERT INTO "presence_segment" VALUES('T0COFFEE','id41','id38','U0BEN',1796299200000000,NULL,'button');
INSERT INTO "presence_segment" VALUES('T0COFFEE','id42','id38','U0CHLOE',1796299200000000,NULL,'button');
CREATE TABLE refinement_occasion (
	workspace VARCHAR(32) NOT NULL, 
	occasion VARCHAR(64) NOT NULL, 
	reminder VARCHAR(64) NOT NULL, 
	wall VARCHAR(32) NOT NULL, 
	starts BIGINT NOT NULL, 
	skipped BOOLEAN NOT NULL, 
	was_due BIGINT, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_refinement_occasion PRIMARY KEY (workspace, occasion), 
	CONSTRAINT fk_refinement_occasion_workspace_reminder_refinement_reminder FOREIGN KEY(workspace, reminder) REFERENCES refinement_reminder (workspace, reminder), 
	CONSTRAINT uq_refinement_occasion_workspace_reminder_wall UNIQUE (workspace, reminder, wall)
);
INSERT INTO "refinement_occasion" VALUES('T0COFFEE','id28','id25','2026-12-02T10:00:00',1796202000000000,0,1796122020000000,1);
INSERT INTO "refinement_occasion" VALUES('T0COFFEE','id33','id23','2026-12-03T15:00:00',1796310000000000,0,NULL,2);
CREATE TABLE refinement_reminder (
	workspace VARCHAR(32) NOT NULL, 
	reminder VARCHAR(64) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	owner VARCHAR(32) NOT NULL, 
	title VARCHAR NOT NULL, 
	link VARCHAR NOT NULL, 
	created BIGINT NOT NULL, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_refinement_reminder PRIMARY KEY (workspace, reminder)
);
INSERT INTO "refinement_reminder" VALUES('T0COFFEE','id23','C0GUILD','U0BEN','','',1796122020000000,2);
INSERT INTO "refinement_reminder" VALUES('T0COFFEE','id25','C0GUILD','U0BEN','','',1796122020000000,4);
CREATE TABLE refinement_reply (
	workspace VARCHAR(32) NOT NULL, 
	occasion VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	reply VARCHAR(16) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_refinement_reply PRIMARY KEY (workspace, occasion, person), 
	CONSTRAINT fk_refinement_reply_workspace_occasion_refinement_occasion FOREIGN KEY(workspace, occasion) REFERENCES refinement_occasion (workspace, occasion)
);
INSERT INTO "refinement_reply" VALUES('T0COFFEE','id33','U0CHLOE','late',1796227200000000);
INSERT INTO "refinement_reply" VALUES('T0COFFEE','id33','U0DEV','absent',1796227200000000);
CREATE TABLE schedule_alarm (
	workspace VARCHAR(32) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	subject VARCHAR(128) NOT NULL, 
	due BIGINT NOT NULL, 
	wall VARCHAR(32) NOT NULL, 
	attempts BIGINT NOT NULL, 
	not_before BIGINT, 
	CONSTRAINT pk_schedule_alarm PRIMARY KEY (workspace, kind, subject)
);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:occurrence','id21',1797609600000000,'2026-12-18T16:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:remind','id21',1797609000000000,'2026-12-18T16:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','refinement:soon','id23',1796309400000000,'2026-12-03T15:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:announce','id21',1797004800000000,'2026-12-18T16:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','refinement:remind','id25',1797325200000000,'2026-12-16T10:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','refinement:soon','id25',1797411000000000,'2026-12-16T10:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:announce','id17',1796817600000000,'2026-12-10T12:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','refinement:remind','id23',1796828400000000,'2026-12-10T15:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','refinement:begun','id33',1796310000000000,'',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:remind','id17',1796903400000000,'2026-12-10T12:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:occurrence','id17',1796904000000000,'2026-12-10T12:00:00',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:deadline','id38',1796299260000000,'',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:redraw','id38',1796299260000000,'',0,NULL);
INSERT INTO "schedule_alarm" VALUES('T0COFFEE','lean_coffee:plan_waited','id44',1796328020000000,'',0,NULL);
CREATE TABLE schedule_call (
	workspace VARCHAR(32) NOT NULL, 
	rule VARCHAR(32) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	ahead BIGINT NOT NULL, 
	called VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_schedule_call PRIMARY KEY (workspace, rule, kind), 
	CONSTRAINT fk_schedule_call_workspace_rule_schedule_rule FOREIGN KEY(workspace, rule) REFERENCES schedule_rule (workspace, id)
);
INSERT INTO "schedule_call" VALUES('T0COFFEE','id17','lean_coffee:announce',86400000000,'2026-12-03T12:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id17','lean_coffee:remind',600000000,'2026-12-03T12:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id17','lean_coffee:occurrence',0,'2026-12-03T12:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id19','lean_coffee:announce',86400000000,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id19','lean_coffee:remind',600000000,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id19','lean_coffee:occurrence',0,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id21','lean_coffee:announce',604800000000,'2026-12-04T16:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id21','lean_coffee:remind',600000000,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id21','lean_coffee:occurrence',0,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id23','refinement:remind',86400000000,'2026-12-03T15:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id23','refinement:soon',600000000,'');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id25','refinement:remind',86400000000,'2026-12-02T10:00:00');
INSERT INTO "schedule_call" VALUES('T0COFFEE','id25','refinement:soon',600000000,'2026-12-02T10:00:00');
CREATE TABLE schedule_draft (
	workspace VARCHAR(32) NOT NULL, 
	draft VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	purpose VARCHAR(64) NOT NULL, 
	body VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_schedule_draft PRIMARY KEY (workspace, draft)
);
CREATE TABLE schedule_heartbeat (
	replica VARCHAR(64) NOT NULL, 
	beat BIGINT NOT NULL, 
	CONSTRAINT pk_schedule_heartbeat PRIMARY KEY (replica)
);
CREATE TABLE schedule_outage (
	began BIGINT NOT NULL, 
	ended BIGINT NOT NULL, 
	told BOOLEAN NOT NULL, 
	CONSTRAINT pk_schedule_outage PRIMARY KEY (began)
);
CREATE TABLE schedule_rule (
	workspace VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	rule TEXT NOT NULL, 
	start VARCHAR(32) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	skipped TEXT NOT NULL, 
	added TEXT NOT NULL, 
	duration BIGINT, 
	state VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_schedule_rule PRIMARY KEY (workspace, id)
);
INSERT INTO "schedule_rule" VALUES('T0COFFEE','id17','FREQ=WEEKLY;BYDAY=TH','2026-12-03T12:00:00','Europe/London','','',2700000000,'running');
INSERT INTO "schedule_rule" VALUES('T0COFFEE','id19','FREQ=WEEKLY;BYDAY=TU','2026-12-08T09:00:00','Europe/Madrid','','',1800000000,'paused');
INSERT INTO "schedule_rule" VALUES('T0COFFEE','id21','FREQ=WEEKLY;INTERVAL=2;BYDAY=FR','2026-12-04T16:00:00','Europe/London','2026-12-04T16:00:00','',1800000000,'running');
INSERT INTO "schedule_rule" VALUES('T0COFFEE','id23','FREQ=WEEKLY;BYDAY=TH','2026-12-03T15:00:00','Europe/London','','',NULL,'running');
INSERT INTO "schedule_rule" VALUES('T0COFFEE','id25','FREQ=WEEKLY;INTERVAL=2;BYDAY=WE','2026-12-02T10:00:00','Europe/Madrid','','',NULL,'running');
CREATE TABLE seu_attendance (
	workspace VARCHAR(32) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	present BIGINT NOT NULL, 
	shared BIGINT NOT NULL, 
	credited BIGINT NOT NULL, 
	by_host BOOLEAN NOT NULL, 
	asked BOOLEAN NOT NULL, 
	declined BOOLEAN NOT NULL, 
	CONSTRAINT pk_seu_attendance PRIMARY KEY (workspace, session, person), 
	CONSTRAINT fk_seu_attendance_workspace_session_seu_session FOREIGN KEY(workspace, session) REFERENCES seu_session (workspace, session)
);
INSERT INTO "seu_attendance" VALUES('T0COFFEE','id4','U0ANA',32,0,32,0,1,0);
INSERT INTO "seu_attendance" VALUES('T0COFFEE','id4','U0BEN',32,0,32,0,1,0);
INSERT INTO "seu_attendance" VALUES('T0COFFEE','id4','U0CHLOE',32,0,32,0,1,0);
CREATE TABLE seu_entry (
	workspace VARCHAR(32) NOT NULL, 
	entry VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	minutes BIGINT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	category VARCHAR(32) NOT NULL, 
	description VARCHAR NOT NULL, 
	source VARCHAR(16) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	rule VARCHAR NOT NULL, 
	actor VARCHAR(32) NOT NULL, 
	reason VARCHAR NOT NULL, 
	reverses VARCHAR(64), 
	overlap BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT pk_seu_entry PRIMARY KEY (workspace, entry), 
	CONSTRAINT uq_seu_entry_workspace_key UNIQUE (workspace, "key"), 
	CONSTRAINT uq_seu_entry_workspace_reverses UNIQUE (workspace, reverses)
);
INSERT INTO "seu_entry" VALUES('T0COFFEE','id15','U0BEN','credit',32,'2026-12-01','Events','Platform guild','attendance','id4','exact','U0ANA','',NULL,0,1796122020000000,'attendance:id4:U0BEN:0#0');
CREATE TABLE seu_ledger (
	workspace VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	keeping VARCHAR(16) NOT NULL, 
	revision BIGINT NOT NULL, 
	CONSTRAINT pk_seu_ledger PRIMARY KEY (workspace, person)
);
INSERT INTO "seu_ledger" VALUES('T0COFFEE','U0ANA','undecided',2);
INSERT INTO "seu_ledger" VALUES('T0COFFEE','U0BEN','yes',3);
INSERT INTO "seu_ledger" VALUES('T0COFFEE','U0CHLOE','undecided',2);
CREATE TABLE seu_roster_request (
	workspace VARCHAR(32) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	minutes BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_seu_roster_request PRIMARY KEY (workspace, session, person)
);
CREATE TABLE seu_session (
	workspace VARCHAR(32) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	title VARCHAR NOT NULL, 
	ceremony VARCHAR NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	host VARCHAR(32) NOT NULL, 
	began BIGINT NOT NULL, 
	ended BIGINT NOT NULL, 
	zone VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	minimum BIGINT NOT NULL, 
	CONSTRAINT pk_seu_session PRIMARY KEY (workspace, session)
);
INSERT INTO "seu_session" VALUES('T0COFFEE','id4','Platform guild','Lean Coffee','C0GUILD','U0ANA',1796119200000000,1796121120000000,'Europe/Madrid','exact',0);
CREATE TABLE store_request (
	workspace VARCHAR(32) NOT NULL, 
	"key" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_store_request PRIMARY KEY (workspace, "key")
)
 WITHOUT ROWID

;
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.10/check_in',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.11/open_vote',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.13/cast_ballot',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.14/close_vote',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.5/propose_topic',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.6/propose_topic',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.7/propose_topic',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.8/open_meeting',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.9/check_in',1796119200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.16/add_takeaway',1796119620000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.17/keep',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.18/keep_draft',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.19/save_plan',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.20/keep_draft',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.21/save_plan',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.22/keep_draft',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.23/save_plan',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.25/pause_series',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.26/keep_draft',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.27/save_plan',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.28/keep_draft',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.29/save_plan',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.30/name_product_owner',1796122020000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.31/coming',1796227200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.32/coming',1796227200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.33/reply',1796227200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.34/reply',1796227200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.36/skip_next',1796227200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.37/propose_topic',1796299200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.38/check_in',1796299200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.39/check_in',1796299200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.40/open_vote',1796299200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.42/cast_ballot',1796299200000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.44/cast_ballot',1796299220000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.45/offer_plan',1796299220000000);
INSERT INTO "store_request" VALUES('T0COFFEE','trigger.46/queue_plan',1796299220000000);
CREATE TABLE teams_accountability (
	workspace VARCHAR(32) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	accountability VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_teams_accountability PRIMARY KEY (workspace, channel, accountability)
);
INSERT INTO "teams_accountability" VALUES('T0COFFEE','C0GUILD','product_owner','U0ANA');
CREATE TABLE teams_channel (
	workspace VARCHAR(32) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	name VARCHAR NOT NULL, 
	is_private BOOLEAN NOT NULL, 
	refreshed BIGINT NOT NULL, 
	CONSTRAINT pk_teams_channel PRIMARY KEY (workspace, channel)
);
INSERT INTO "teams_channel" VALUES('T0COFFEE','C0GUILD','guild',0,1796299200000000);
CREATE TABLE teams_person (
	workspace VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	name VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	locale VARCHAR NOT NULL, 
	is_admin BOOLEAN NOT NULL, 
	refreshed BIGINT NOT NULL, 
	CONSTRAINT pk_teams_person PRIMARY KEY (workspace, person)
);
INSERT INTO "teams_person" VALUES('T0COFFEE','U0ANA','Ana','Europe/Madrid','en-GB',0,1796256000000000);
INSERT INTO "teams_person" VALUES('T0COFFEE','U0BEN','Ben','Europe/London','en-GB',0,1796256000000000);
INSERT INTO "teams_person" VALUES('T0COFFEE','U0CHLOE','Chloé','Europe/Paris','en-GB',0,1796256000000000);
INSERT INTO "teams_person" VALUES('T0COFFEE','U0DEV','Dev','UTC','en-GB',0,1796256000000000);
CREATE TABLE teams_workspace (
	workspace VARCHAR(32) NOT NULL, 
	name VARCHAR NOT NULL, 
	domain VARCHAR NOT NULL, 
	bot_user VARCHAR NOT NULL, 
	CONSTRAINT pk_teams_workspace PRIMARY KEY (workspace)
);
INSERT INTO "teams_workspace" VALUES('T0COFFEE','Guild','guild','U0BOT');
CREATE INDEX ix_delivery_ghost_due ON delivery_ghost (due);
CREATE INDEX ix_delivery_message_due ON delivery_message (due);
CREATE INDEX ix_delivery_message_workspace_made ON delivery_message (workspace, made);
CREATE UNIQUE INDEX uq_lean_coffee_meeting_open ON lean_coffee_meeting (workspace, channel, lane) WHERE closed IS NULL;
CREATE UNIQUE INDEX uq_lean_coffee_occurrence_wall ON lean_coffee_occurrence (workspace, series, wall);
CREATE INDEX ix_lean_coffee_plan_channel ON lean_coffee_plan (workspace, channel, state);
CREATE INDEX ix_lean_coffee_series_channel ON lean_coffee_series (workspace, channel);
CREATE INDEX ix_lean_coffee_takeaway_meeting ON lean_coffee_takeaway (workspace, meeting);
CREATE INDEX ix_lean_coffee_topic_author ON lean_coffee_topic (workspace, author);
CREATE INDEX ix_lean_coffee_topic_standing ON lean_coffee_topic (workspace, channel, standing);
CREATE INDEX ix_presence_segment_session ON presence_segment (workspace, session, person);
CREATE UNIQUE INDEX uq_presence_segment_open ON presence_segment (workspace, session, person) WHERE until IS NULL;
CREATE INDEX ix_refinement_reminder_channel ON refinement_reminder (workspace, channel);
CREATE INDEX ix_refinement_reminder_owner ON refinement_reminder (workspace, owner);
CREATE INDEX ix_schedule_alarm_due ON schedule_alarm (due);
CREATE INDEX ix_schedule_alarm_not_before ON schedule_alarm (not_before);
CREATE INDEX ix_schedule_draft_at ON schedule_draft (at);
CREATE INDEX ix_schedule_heartbeat_beat ON schedule_heartbeat (beat);
CREATE INDEX ix_seu_entry_person ON seu_entry (workspace, person, at);
CREATE INDEX ix_seu_entry_session ON seu_entry (workspace, session, person);
CREATE INDEX ix_store_request_at ON store_request (at);
CREATE TRIGGER seu_entry_is_not_changed BEFORE UPDATE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END;
CREATE TRIGGER seu_entry_is_not_deleted BEFORE DELETE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END;
CREATE TRIGGER seu_entry_is_not_replaced BEFORE INSERT ON seu_entry BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.entry')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND entry = NEW.entry);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.key')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND key = NEW.key);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.reverses')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND reverses = NEW.reverses);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.rowid')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE rowid = NEW.rowid);
END;
COMMIT;
