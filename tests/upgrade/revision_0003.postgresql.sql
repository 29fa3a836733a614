--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: delivery_budget; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery_budget (
    workspace character varying(32) NOT NULL,
    method character varying(40) NOT NULL,
    "full" bigint,
    held bigint
);


--
-- Name: delivery_ghost; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery_ghost (
    workspace character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    due bigint NOT NULL,
    leased bigint,
    holder character varying(32),
    attempts bigint NOT NULL
);


--
-- Name: delivery_lane; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery_lane (
    workspace character varying(32) NOT NULL,
    place character varying(8) NOT NULL,
    place_id character varying(32) NOT NULL,
    post_free bigint,
    show_free bigint,
    channel character varying(32)
);


--
-- Name: delivery_message; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery_message (
    workspace character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    screen character varying(80) NOT NULL,
    subject character varying(200) NOT NULL,
    place character varying(8) NOT NULL,
    place_id character varying(32) NOT NULL,
    thread_screen character varying(80),
    thread_subject character varying(200),
    broadcast bigint NOT NULL,
    state character varying(8) NOT NULL,
    made bigint NOT NULL,
    wanted bigint NOT NULL,
    bottom bigint NOT NULL,
    urgent bigint NOT NULL,
    posted bigint NOT NULL,
    shown bigint NOT NULL,
    channel character varying(32),
    ts character varying(32),
    posting bigint,
    due bigint,
    leased bigint,
    holder character varying(32),
    attempts bigint NOT NULL,
    error text,
    touched bigint NOT NULL
);


--
-- Name: lean_coffee_agenda; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_agenda (
    workspace character varying(32) NOT NULL,
    meeting character varying(64) NOT NULL,
    topic character varying(64) NOT NULL,
    stands character varying(16) NOT NULL,
    carried bigint NOT NULL,
    dots bigint NOT NULL,
    voters bigint NOT NULL,
    rank bigint NOT NULL,
    opened bigint,
    boxes text NOT NULL,
    tallies text NOT NULL,
    parked boolean NOT NULL
);


--
-- Name: lean_coffee_ballot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_ballot (
    workspace character varying(32) NOT NULL,
    meeting character varying(64) NOT NULL,
    voter character varying(32) NOT NULL,
    dots text NOT NULL
);


--
-- Name: lean_coffee_coming; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_coming (
    workspace character varying(32) NOT NULL,
    occurrence character varying(64) NOT NULL,
    person character varying(32) NOT NULL
);


--
-- Name: lean_coffee_meeting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_meeting (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    channel character varying(32) NOT NULL,
    title text NOT NULL,
    host character varying(32) NOT NULL,
    zone character varying(64) NOT NULL,
    lane character varying(64) NOT NULL,
    settings text NOT NULL,
    link text NOT NULL,
    series character varying(64),
    opened bigint NOT NULL,
    planned_end bigint NOT NULL,
    began bigint NOT NULL,
    due bigint,
    stage character varying(16) NOT NULL,
    phase bigint NOT NULL,
    revision bigint NOT NULL,
    dots bigint NOT NULL,
    voted_until bigint,
    topic character varying(64),
    box bigint NOT NULL,
    silences bigint NOT NULL,
    box_left bigint,
    box_ran bigint NOT NULL,
    verdict text,
    steered_by character varying(32),
    steered_what character varying(16),
    steered_at bigint,
    outage_began bigint,
    outage_ended bigint,
    outage_given bigint,
    closed bigint,
    how character varying(16)
);


--
-- Name: lean_coffee_occurrence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_occurrence (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    series character varying(64) NOT NULL,
    wall character varying(32) NOT NULL,
    starts bigint NOT NULL,
    meeting character varying(64),
    skipped boolean NOT NULL,
    called_off character varying(16),
    called_off_by character varying(32)
);


--
-- Name: lean_coffee_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_plan (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    channel character varying(32) NOT NULL,
    host character varying(32) NOT NULL,
    title text NOT NULL,
    zone character varying(64) NOT NULL,
    settings text NOT NULL,
    link text NOT NULL,
    state character varying(16) NOT NULL,
    at bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: lean_coffee_series; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_series (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    channel character varying(32) NOT NULL,
    host character varying(32) NOT NULL,
    title text NOT NULL,
    zone character varying(64) NOT NULL,
    settings text NOT NULL,
    link text NOT NULL,
    ahead bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: lean_coffee_takeaway; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_takeaway (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    meeting character varying(64) NOT NULL,
    topic character varying(64),
    text text NOT NULL,
    author character varying(32) NOT NULL,
    at bigint NOT NULL
);


--
-- Name: lean_coffee_thumb; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_thumb (
    workspace character varying(32) NOT NULL,
    meeting character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    choice character varying(8) NOT NULL,
    ts character varying(32) NOT NULL
);


--
-- Name: lean_coffee_topic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lean_coffee_topic (
    workspace character varying(32) NOT NULL,
    id character varying(64) NOT NULL,
    channel character varying(32) NOT NULL,
    title text NOT NULL,
    context text NOT NULL,
    author character varying(32),
    anonymous boolean NOT NULL,
    seal_key character varying(64),
    seal_mark character varying(64),
    link text NOT NULL,
    proposed bigint NOT NULL,
    carried bigint NOT NULL,
    meeting character varying(64),
    standing character varying(16) NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: presence_correction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.presence_correction (
    workspace character varying(32) NOT NULL,
    session character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    minutes bigint NOT NULL,
    corrected_by character varying(32) NOT NULL,
    reason character varying NOT NULL,
    at bigint NOT NULL
);


--
-- Name: presence_segment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.presence_segment (
    workspace character varying(32) NOT NULL,
    segment character varying(64) NOT NULL,
    session character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    since bigint NOT NULL,
    until bigint,
    source character varying NOT NULL
);


--
-- Name: refinement_occasion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refinement_occasion (
    workspace character varying(32) NOT NULL,
    occasion character varying(64) NOT NULL,
    reminder character varying(64) NOT NULL,
    wall character varying(32) NOT NULL,
    starts bigint NOT NULL,
    skipped boolean NOT NULL,
    was_due bigint,
    revision bigint NOT NULL
);


--
-- Name: refinement_reminder; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refinement_reminder (
    workspace character varying(32) NOT NULL,
    reminder character varying(64) NOT NULL,
    channel character varying(32) NOT NULL,
    owner character varying(32) NOT NULL,
    title character varying NOT NULL,
    link character varying NOT NULL,
    created bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: refinement_reply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refinement_reply (
    workspace character varying(32) NOT NULL,
    occasion character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    reply character varying(16) NOT NULL,
    at bigint NOT NULL
);


--
-- Name: schedule_alarm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_alarm (
    workspace character varying(32) NOT NULL,
    kind character varying(64) NOT NULL,
    subject character varying(128) NOT NULL,
    due bigint NOT NULL,
    wall character varying(32) NOT NULL,
    attempts bigint NOT NULL,
    not_before bigint
);


--
-- Name: schedule_call; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_call (
    workspace character varying(32) NOT NULL,
    rule character varying(32) NOT NULL,
    kind character varying(64) NOT NULL,
    ahead bigint NOT NULL,
    called character varying(32) NOT NULL
);


--
-- Name: schedule_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_draft (
    workspace character varying(32) NOT NULL,
    draft character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    purpose character varying(64) NOT NULL,
    body character varying NOT NULL,
    at bigint NOT NULL
);


--
-- Name: schedule_heartbeat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_heartbeat (
    replica character varying(64) NOT NULL,
    beat bigint NOT NULL
);


--
-- Name: schedule_outage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_outage (
    began bigint NOT NULL,
    ended bigint NOT NULL,
    told boolean NOT NULL
);


--
-- Name: schedule_outage_began_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.schedule_outage_began_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: schedule_outage_began_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.schedule_outage_began_seq OWNED BY public.schedule_outage.began;


--
-- Name: schedule_rule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule_rule (
    workspace character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    rule text NOT NULL,
    start character varying(32) NOT NULL,
    zone character varying(64) NOT NULL,
    skipped text NOT NULL,
    added text NOT NULL,
    duration bigint,
    state character varying(8) NOT NULL
);


--
-- Name: seu_attendance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seu_attendance (
    workspace character varying(32) NOT NULL,
    session character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    present bigint NOT NULL,
    shared bigint NOT NULL,
    credited bigint NOT NULL,
    by_host boolean NOT NULL,
    asked boolean NOT NULL,
    declined boolean NOT NULL
);


--
-- Name: seu_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seu_entry (
    workspace character varying(32) NOT NULL,
    entry character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    kind character varying(16) NOT NULL,
    minutes bigint NOT NULL,
    day character varying(10) NOT NULL,
    category character varying(32) NOT NULL,
    description character varying NOT NULL,
    source character varying(16) NOT NULL,
    session character varying(64) NOT NULL,
    rule character varying NOT NULL,
    actor character varying(32) NOT NULL,
    reason character varying NOT NULL,
    reverses character varying(64),
    overlap bigint NOT NULL,
    at bigint NOT NULL,
    key character varying NOT NULL
);


--
-- Name: seu_ledger; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seu_ledger (
    workspace character varying(32) NOT NULL,
    person character varying(32) NOT NULL,
    keeping character varying(16) NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: seu_roster_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seu_roster_request (
    workspace character varying(32) NOT NULL,
    session character varying(64) NOT NULL,
    person character varying(32) NOT NULL,
    minutes bigint NOT NULL,
    reason character varying NOT NULL,
    at bigint NOT NULL
);


--
-- Name: seu_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seu_session (
    workspace character varying(32) NOT NULL,
    session character varying(64) NOT NULL,
    title character varying NOT NULL,
    ceremony character varying NOT NULL,
    channel character varying(32) NOT NULL,
    host character varying(32) NOT NULL,
    began bigint NOT NULL,
    ended bigint NOT NULL,
    zone character varying NOT NULL,
    rule character varying NOT NULL,
    minimum bigint NOT NULL
);


--
-- Name: store_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.store_request (
    workspace character varying(32) NOT NULL,
    key character varying NOT NULL,
    at bigint NOT NULL
);


--
-- Name: teams_accountability; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams_accountability (
    workspace character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    accountability character varying(32) NOT NULL,
    person character varying(32) NOT NULL
);


--
-- Name: teams_channel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams_channel (
    workspace character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    name character varying NOT NULL,
    is_private boolean NOT NULL,
    refreshed bigint NOT NULL
);


--
-- Name: teams_person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams_person (
    workspace character varying(32) NOT NULL,
    person character varying(32) NOT NULL,
    name character varying NOT NULL,
    zone character varying NOT NULL,
    locale character varying NOT NULL,
    is_admin boolean NOT NULL,
    refreshed bigint NOT NULL
);


--
-- Name: teams_workspace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams_workspace (
    workspace character varying(32) NOT NULL,
    name character varying NOT NULL,
    domain character varying NOT NULL,
    bot_user character varying NOT NULL
);


--
-- Name: schedule_outage began; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_outage ALTER COLUMN began SET DEFAULT nextval('public.schedule_outage_began_seq'::regclass);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0003');


--
-- Data for Name: delivery_budget; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: delivery_ghost; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: delivery_lane; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: delivery_message; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id10', 'lean_coffee:roster', 'id4', 'person', 'U0ANA', NULL, NULL, 0, 'live', 6, 1, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796121120000000, NULL, NULL, 0, NULL, 1796121120000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id6', 'lean_coffee:board', 'id4', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 7, 18, 18, 18, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796119200000000, NULL, NULL, 0, NULL, 1796121120000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id11', 'seu:ask', 'U0CHLOE', 'person', 'U0CHLOE', NULL, NULL, 0, 'live', 9, 2, 2, 2, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796121120000000, NULL, NULL, 0, NULL, 1796121120000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id12', 'seu:ask', 'U0BEN', 'person', 'U0BEN', NULL, NULL, 0, 'live', 10, 4, 2, 2, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796121120000000, NULL, NULL, 0, NULL, 1796122020000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id13', 'seu:ask', 'U0ANA', 'person', 'U0ANA', NULL, NULL, 0, 'live', 11, 2, 2, 2, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796121120000000, NULL, NULL, 0, NULL, 1796121120000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id27', 'refinement:card', 'id26', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 12, 2, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796201400000000, NULL, NULL, 0, NULL, 1796202000000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id28', 'refinement:line', 'id26', 'channel', 'C0GUILD', 'refinement:card', 'id26', 1, 'live', 13, 1, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796201400000000, NULL, NULL, 0, NULL, 1796201400000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id30', 'lean_coffee:announcement', 'id29', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 14, 2, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796201400000000, NULL, NULL, 0, NULL, 1796227200000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id32', 'lean_coffee:announcement', 'id31', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 15, 4, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796212800000000, NULL, NULL, 0, NULL, 1796299200000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id34', 'refinement:card', 'id33', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 16, 3, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796223600000000, NULL, NULL, 0, NULL, 1796227200000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id35', 'lean_coffee:reminder', 'id31', 'person', 'U0CHLOE', NULL, NULL, 0, 'live', 17, 1, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796298600000000, NULL, NULL, 0, NULL, 1796298600000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id36', 'lean_coffee:reminder', 'id31', 'person', 'U0DEV', NULL, NULL, 0, 'live', 18, 1, 1, 0, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796298600000000, NULL, NULL, 0, NULL, 1796298600000000);
INSERT INTO public.delivery_message VALUES ('T0COFFEE', 'id39', 'lean_coffee:board', 'id38', 'channel', 'C0GUILD', NULL, NULL, 0, 'live', 20, 7, 5, 5, 0, 0, 'C0GUILD', '1795303000.000200', NULL, 1796299200000000, NULL, NULL, 0, NULL, 1796299220000000);


--
-- Data for Name: lean_coffee_agenda; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id4', 'id2', 'to_discuss', 0, 0, 0, 2, NULL, '', '', false);
INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id4', 'id3', 'to_discuss', 0, 0, 0, 3, NULL, '', '', false);
INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id4', 'id1', 'discussed', 0, 2, 1, 1, 1796119200000000, '300000000 60000000 1380000000 ', '', false);
INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id38', 'id2', 'to_discuss', 1, 0, 0, 0, NULL, '', '', false);
INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id38', 'id3', 'to_discuss', 1, 0, 0, 0, NULL, '', '', false);
INSERT INTO public.lean_coffee_agenda VALUES ('T0COFFEE', 'id38', 'id40', 'to_discuss', 0, 0, 0, 0, NULL, '', '', false);


--
-- Data for Name: lean_coffee_ballot; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_ballot VALUES ('T0COFFEE', 'id38', 'U0BEN', 'id3 id3 id2');
INSERT INTO public.lean_coffee_ballot VALUES ('T0COFFEE', 'id38', 'U0CHLOE', 'id2');


--
-- Data for Name: lean_coffee_coming; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_coming VALUES ('T0COFFEE', 'id31', 'U0CHLOE');
INSERT INTO public.lean_coffee_coming VALUES ('T0COFFEE', 'id31', 'U0DEV');


--
-- Data for Name: lean_coffee_meeting; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_meeting VALUES ('T0COFFEE', 'id4', 'C0GUILD', 'Platform guild', 'U0ANA', 'Europe/Madrid', '', '{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 2, "host_votes": true}', '', NULL, 1796119200000000, 1796121000000000, 1796121120000000, NULL, 'closed', 9, 18, 2, 1796119200000000, NULL, 0, 0, NULL, 0, '{"topic": "id1", "tally": "0,0,0", "outcome": "out_of_time", "at": 1796121000000000, "granted": 0, "room": null}', NULL, NULL, NULL, NULL, NULL, NULL, 1796121120000000, 'done');
INSERT INTO public.lean_coffee_meeting VALUES ('T0COFFEE', 'id38', 'C0GUILD', 'Weekly guild', 'U0ANA', 'Europe/London', '', '{"length": 2700000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}', '', 'id17', 1796299200000000, 1796301900000000, 1796299200000000, 1796299320000000, 'voting', 2, 8, 3, NULL, NULL, 0, 0, NULL, 0, NULL, 'U0BEN', 'opened_vote', 1796299200000000, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: lean_coffee_occurrence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_occurrence VALUES ('T0COFFEE', 'id29', 'id21', '2026-12-04T16:00:00', 1796400000000000, NULL, true, 'skipped', 'U0ANA');
INSERT INTO public.lean_coffee_occurrence VALUES ('T0COFFEE', 'id31', 'id17', '2026-12-03T12:00:00', 1796299200000000, 'id38', false, NULL, NULL);


--
-- Data for Name: lean_coffee_plan; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_plan VALUES ('T0COFFEE', 'id44', 'C0GUILD', 'U0DEV', 'Retro', 'UTC', '{"length": 1200000000, "collect": 120000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}', '', 'queued', 1796299220000000, 2);


--
-- Data for Name: lean_coffee_series; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_series VALUES ('T0COFFEE', 'id19', 'C0GUILD', 'U0CHLOE', 'Coffee with Madrid', 'Europe/Madrid', '{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}', '', 86400000000, 2);
INSERT INTO public.lean_coffee_series VALUES ('T0COFFEE', 'id21', 'C0GUILD', 'U0ANA', 'Friday coffee', 'Europe/London', '{"length": 1800000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}', '', 604800000000, 3);
INSERT INTO public.lean_coffee_series VALUES ('T0COFFEE', 'id17', 'C0GUILD', 'U0ANA', 'Weekly guild', 'Europe/London', '{"length": 2700000000, "collect": 180000000, "vote": 120000000, "boxes": [300000000, 180000000, 60000000], "thumbs": 30000000, "last_call": 120000000, "dots": 3, "host_votes": true}', '', 86400000000, 4);


--
-- Data for Name: lean_coffee_takeaway; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_takeaway VALUES ('T0COFFEE', 'id9', 'id4', 'id1', 'Quarantine them for a week', 'U0CHLOE', 1796119620000000);


--
-- Data for Name: lean_coffee_thumb; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: lean_coffee_topic; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lean_coffee_topic VALUES ('T0COFFEE', 'id1', 'C0GUILD', 'Flaky tests', 'third week in a row', 'U0BEN', false, NULL, NULL, '', 1796119200000000, 0, 'id4', 'discussed', 0);
INSERT INTO public.lean_coffee_topic VALUES ('T0COFFEE', 'id2', 'C0GUILD', 'Pairing', '', 'U0CHLOE', false, NULL, NULL, '', 1796119200000000, 1, 'id38', 'agenda', 0);
INSERT INTO public.lean_coffee_topic VALUES ('T0COFFEE', 'id3', 'C0GUILD', 'On call', '', 'U0DEV', false, NULL, NULL, '', 1796119200000000, 1, 'id38', 'agenda', 0);
INSERT INTO public.lean_coffee_topic VALUES ('T0COFFEE', 'id40', 'C0GUILD', 'Deploys on Friday', '', 'U0ANA', false, NULL, NULL, '', 1796299200000000, 0, 'id38', 'agenda', 0);


--
-- Data for Name: presence_correction; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: presence_segment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.presence_segment VALUES ('T0COFFEE', 'id5', 'id4', 'U0ANA', 1796119200000000, 1796121120000000, 'act');
INSERT INTO public.presence_segment VALUES ('T0COFFEE', 'id7', 'id4', 'U0BEN', 1796119200000000, 1796121120000000, 'button');
INSERT INTO public.presence_segment VALUES ('T0COFFEE', 'id8', 'id4', 'U0CHLOE', 1796119200000000, 1796121120000000, 'button');
INSERT INTO public.presence_segment VALUES ('T0COFFEE', 'id41', 'id38', 'U0BEN', 1796299200000000, NULL, 'button');
INSERT INTO public.presence_segment VALUES ('T0COFFEE', 'id42', 'id38', 'U0CHLOE', 1796299200000000, NULL, 'button');


--
-- Data for Name: refinement_occasion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refinement_occasion VALUES ('T0COFFEE', 'id26', 'id25', '2026-12-02T10:00:00', 1796202000000000, false, 1796122020000000, 1);
INSERT INTO public.refinement_occasion VALUES ('T0COFFEE', 'id33', 'id23', '2026-12-03T15:00:00', 1796310000000000, false, NULL, 2);


--
-- Data for Name: refinement_reminder; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refinement_reminder VALUES ('T0COFFEE', 'id25', 'C0GUILD', 'U0BEN', '', '', 1796122020000000, 4);
INSERT INTO public.refinement_reminder VALUES ('T0COFFEE', 'id23', 'C0GUILD', 'U0BEN', '', '', 1796122020000000, 2);


--
-- Data for Name: refinement_reply; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refinement_reply VALUES ('T0COFFEE', 'id33', 'U0CHLOE', 'late', 1796227200000000);
INSERT INTO public.refinement_reply VALUES ('T0COFFEE', 'id33', 'U0DEV', 'absent', 1796227200000000);


--
-- Data for Name: schedule_alarm; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'refinement:soon', 'id23', 1796309400000000, '2026-12-03T15:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'refinement:remind', 'id25', 1797325200000000, '2026-12-16T10:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'refinement:soon', 'id25', 1797411000000000, '2026-12-16T10:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:announce', 'id17', 1796817600000000, '2026-12-10T12:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'refinement:remind', 'id23', 1796828400000000, '2026-12-10T15:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'refinement:begun', 'id33', 1796310000000000, '', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:announce', 'id21', 1797004800000000, '2026-12-18T16:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:occurrence', 'id21', 1797609600000000, '2026-12-18T16:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:remind', 'id21', 1797609000000000, '2026-12-18T16:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:remind', 'id17', 1796903400000000, '2026-12-10T12:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:occurrence', 'id17', 1796904000000000, '2026-12-10T12:00:00', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:deadline', 'id38', 1796299260000000, '', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:redraw', 'id38', 1796299260000000, '', 0, NULL);
INSERT INTO public.schedule_alarm VALUES ('T0COFFEE', 'lean_coffee:plan_waited', 'id44', 1796328020000000, '', 0, NULL);


--
-- Data for Name: schedule_call; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id19', 'lean_coffee:announce', 86400000000, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id19', 'lean_coffee:remind', 600000000, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id19', 'lean_coffee:occurrence', 0, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id21', 'lean_coffee:remind', 600000000, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id21', 'lean_coffee:occurrence', 0, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id23', 'refinement:soon', 600000000, '');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id25', 'refinement:remind', 86400000000, '2026-12-02T10:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id21', 'lean_coffee:announce', 604800000000, '2026-12-04T16:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id25', 'refinement:soon', 600000000, '2026-12-02T10:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id17', 'lean_coffee:announce', 86400000000, '2026-12-03T12:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id23', 'refinement:remind', 86400000000, '2026-12-03T15:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id17', 'lean_coffee:remind', 600000000, '2026-12-03T12:00:00');
INSERT INTO public.schedule_call VALUES ('T0COFFEE', 'id17', 'lean_coffee:occurrence', 0, '2026-12-03T12:00:00');


--
-- Data for Name: schedule_draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schedule_heartbeat; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schedule_outage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schedule_rule; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schedule_rule VALUES ('T0COFFEE', 'id19', 'FREQ=WEEKLY;BYDAY=TU', '2026-12-08T09:00:00', 'Europe/Madrid', '', '', 1800000000, 'paused');
INSERT INTO public.schedule_rule VALUES ('T0COFFEE', 'id25', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', '2026-12-02T10:00:00', 'Europe/Madrid', '', '', NULL, 'running');
INSERT INTO public.schedule_rule VALUES ('T0COFFEE', 'id23', 'FREQ=WEEKLY;BYDAY=TH', '2026-12-03T15:00:00', 'Europe/London', '', '', NULL, 'running');
INSERT INTO public.schedule_rule VALUES ('T0COFFEE', 'id21', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2026-12-04T16:00:00', 'Europe/London', '2026-12-04T16:00:00', '', 1800000000, 'running');
INSERT INTO public.schedule_rule VALUES ('T0COFFEE', 'id17', 'FREQ=WEEKLY;BYDAY=TH', '2026-12-03T12:00:00', 'Europe/London', '', '', 2700000000, 'running');


--
-- Data for Name: seu_attendance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seu_attendance VALUES ('T0COFFEE', 'id4', 'U0BEN', 32, 0, 32, false, true, false);
INSERT INTO public.seu_attendance VALUES ('T0COFFEE', 'id4', 'U0CHLOE', 32, 0, 32, false, true, false);
INSERT INTO public.seu_attendance VALUES ('T0COFFEE', 'id4', 'U0ANA', 32, 0, 32, false, true, false);


--
-- Data for Name: seu_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seu_entry VALUES ('T0COFFEE', 'id15', 'U0BEN', 'credit', 32, '2026-12-01', 'Events', 'Platform guild', 'attendance', 'id4', 'exact', 'U0ANA', '', NULL, 0, 1796122020000000, 'attendance:id4:U0BEN:0#0');


--
-- Data for Name: seu_ledger; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seu_ledger VALUES ('T0COFFEE', 'U0CHLOE', 'undecided', 2);
INSERT INTO public.seu_ledger VALUES ('T0COFFEE', 'U0ANA', 'undecided', 2);
INSERT INTO public.seu_ledger VALUES ('T0COFFEE', 'U0BEN', 'yes', 3);


--
-- Data for Name: seu_roster_request; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: seu_session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seu_session VALUES ('T0COFFEE', 'id4', 'Platform guild', 'Lean Coffee', 'C0GUILD', 'U0ANA', 1796119200000000, 1796121120000000, 'Europe/Madrid', 'exact', 0);


--
-- Data for Name: store_request; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.5/propose_topic', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.6/propose_topic', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.7/propose_topic', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.8/open_meeting', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.9/check_in', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.10/check_in', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.11/open_vote', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.13/cast_ballot', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.14/close_vote', 1796119200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.16/add_takeaway', 1796119620000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.17/keep', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.18/keep_draft', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.19/save_plan', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.20/keep_draft', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.21/save_plan', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.22/keep_draft', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.23/save_plan', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.25/pause_series', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.26/keep_draft', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.27/save_plan', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.28/keep_draft', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.29/save_plan', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.30/name_product_owner', 1796122020000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.31/coming', 1796227200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.32/coming', 1796227200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.33/reply', 1796227200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.34/reply', 1796227200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.36/skip_next', 1796227200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.37/propose_topic', 1796299200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.38/check_in', 1796299200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.39/check_in', 1796299200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.40/open_vote', 1796299200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.42/cast_ballot', 1796299200000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.44/cast_ballot', 1796299220000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.45/offer_plan', 1796299220000000);
INSERT INTO public.store_request VALUES ('T0COFFEE', 'trigger.46/queue_plan', 1796299220000000);


--
-- Data for Name: teams_accountability; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.teams_accountability VALUES ('T0COFFEE', 'C0GUILD', 'product_owner', 'U0ANA');


--
-- Data for Name: teams_channel; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.teams_channel VALUES ('T0COFFEE', 'C0GUILD', 'guild', false, 1796299200000000);


--
-- Data for Name: teams_person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.teams_person VALUES ('T0COFFEE', 'U0ANA', 'Ana', 'Europe/Madrid', 'en-GB', false, 1796256000000000);
INSERT INTO public.teams_person VALUES ('T0COFFEE', 'U0BEN', 'Ben', 'Europe/London', 'en-GB', false, 1796256000000000);
INSERT INTO public.teams_person VALUES ('T0COFFEE', 'U0CHLOE', 'Chloé', 'Europe/Paris', 'en-GB', false, 1796256000000000);
INSERT INTO public.teams_person VALUES ('T0COFFEE', 'U0DEV', 'Dev', 'UTC', 'en-GB', false, 1796256000000000);


--
-- Data for Name: teams_workspace; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.teams_workspace VALUES ('T0COFFEE', 'Guild', 'guild', 'U0BOT');


--
-- Name: schedule_outage_began_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schedule_outage_began_seq', 1, false);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: delivery_budget pk_delivery_budget; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_budget
    ADD CONSTRAINT pk_delivery_budget PRIMARY KEY (workspace, method);


--
-- Name: delivery_ghost pk_delivery_ghost; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_ghost
    ADD CONSTRAINT pk_delivery_ghost PRIMARY KEY (workspace, channel, ts);


--
-- Name: delivery_lane pk_delivery_lane; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_lane
    ADD CONSTRAINT pk_delivery_lane PRIMARY KEY (workspace, place, place_id);


--
-- Name: delivery_message pk_delivery_message; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_message
    ADD CONSTRAINT pk_delivery_message PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_agenda pk_lean_coffee_agenda; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_agenda
    ADD CONSTRAINT pk_lean_coffee_agenda PRIMARY KEY (workspace, meeting, topic);


--
-- Name: lean_coffee_ballot pk_lean_coffee_ballot; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_ballot
    ADD CONSTRAINT pk_lean_coffee_ballot PRIMARY KEY (workspace, meeting, voter);


--
-- Name: lean_coffee_coming pk_lean_coffee_coming; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_coming
    ADD CONSTRAINT pk_lean_coffee_coming PRIMARY KEY (workspace, occurrence, person);


--
-- Name: lean_coffee_meeting pk_lean_coffee_meeting; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_meeting
    ADD CONSTRAINT pk_lean_coffee_meeting PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_occurrence pk_lean_coffee_occurrence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_occurrence
    ADD CONSTRAINT pk_lean_coffee_occurrence PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_plan pk_lean_coffee_plan; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_plan
    ADD CONSTRAINT pk_lean_coffee_plan PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_series pk_lean_coffee_series; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_series
    ADD CONSTRAINT pk_lean_coffee_series PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_takeaway pk_lean_coffee_takeaway; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_takeaway
    ADD CONSTRAINT pk_lean_coffee_takeaway PRIMARY KEY (workspace, id);


--
-- Name: lean_coffee_thumb pk_lean_coffee_thumb; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_thumb
    ADD CONSTRAINT pk_lean_coffee_thumb PRIMARY KEY (workspace, meeting, person);


--
-- Name: lean_coffee_topic pk_lean_coffee_topic; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lean_coffee_topic
    ADD CONSTRAINT pk_lean_coffee_topic PRIMARY KEY (workspace, id);


--
-- Name: presence_correction pk_presence_correction; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.presence_correction
    ADD CONSTRAINT pk_presence_correction PRIMARY KEY (workspace, session, person);


--
-- Name: presence_segment pk_presence_segment; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.presence_segment
    ADD CONSTRAINT pk_presence_segment PRIMARY KEY (workspace, segment);


--
-- Name: refinement_occasion pk_refinement_occasion; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_occasion
    ADD CONSTRAINT pk_refinement_occasion PRIMARY KEY (workspace, occasion);


--
-- Name: refinement_reminder pk_refinement_reminder; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_reminder
    ADD CONSTRAINT pk_refinement_reminder PRIMARY KEY (workspace, reminder);


--
-- Name: refinement_reply pk_refinement_reply; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_reply
    ADD CONSTRAINT pk_refinement_reply PRIMARY KEY (workspace, occasion, person);


--
-- Name: schedule_alarm pk_schedule_alarm; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_alarm
    ADD CONSTRAINT pk_schedule_alarm PRIMARY KEY (workspace, kind, subject);


--
-- Name: schedule_call pk_schedule_call; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_call
    ADD CONSTRAINT pk_schedule_call PRIMARY KEY (workspace, rule, kind);


--
-- Name: schedule_draft pk_schedule_draft; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT pk_schedule_draft PRIMARY KEY (workspace, draft);


--
-- Name: schedule_heartbeat pk_schedule_heartbeat; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_heartbeat
    ADD CONSTRAINT pk_schedule_heartbeat PRIMARY KEY (replica);


--
-- Name: schedule_outage pk_schedule_outage; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_outage
    ADD CONSTRAINT pk_schedule_outage PRIMARY KEY (began);


--
-- Name: schedule_rule pk_schedule_rule; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_rule
    ADD CONSTRAINT pk_schedule_rule PRIMARY KEY (workspace, id);


--
-- Name: seu_attendance pk_seu_attendance; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_attendance
    ADD CONSTRAINT pk_seu_attendance PRIMARY KEY (workspace, session, person);


--
-- Name: seu_entry pk_seu_entry; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_entry
    ADD CONSTRAINT pk_seu_entry PRIMARY KEY (workspace, entry);


--
-- Name: seu_ledger pk_seu_ledger; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_ledger
    ADD CONSTRAINT pk_seu_ledger PRIMARY KEY (workspace, person);


--
-- Name: seu_roster_request pk_seu_roster_request; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_roster_request
    ADD CONSTRAINT pk_seu_roster_request PRIMARY KEY (workspace, session, person);


--
-- Name: seu_session pk_seu_session; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_session
    ADD CONSTRAINT pk_seu_session PRIMARY KEY (workspace, session);


--
-- Name: store_request pk_store_request; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.store_request
    ADD CONSTRAINT pk_store_request PRIMARY KEY (workspace, key);


--
-- Name: teams_accountability pk_teams_accountability; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams_accountability
    ADD CONSTRAINT pk_teams_accountability PRIMARY KEY (workspace, channel, accountability);


--
-- Name: teams_channel pk_teams_channel; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams_channel
    ADD CONSTRAINT pk_teams_channel PRIMARY KEY (workspace, channel);


--
-- Name: teams_person pk_teams_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams_person
    ADD CONSTRAINT pk_teams_person PRIMARY KEY (workspace, person);


--
-- Name: teams_workspace pk_teams_workspace; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams_workspace
    ADD CONSTRAINT pk_teams_workspace PRIMARY KEY (workspace);


--
-- Name: delivery_message uq_delivery_message_workspace_screen_subject_place_place_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_message
    ADD CONSTRAINT uq_delivery_message_workspace_screen_subject_place_place_id UNIQUE (workspace, screen, subject, place, place_id);


--
-- Name: refinement_occasion uq_refinement_occasion_workspace_reminder_wall; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_occasion
    ADD CONSTRAINT uq_refinement_occasion_workspace_reminder_wall UNIQUE (workspace, reminder, wall);


--
-- Name: seu_entry uq_seu_entry_workspace_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_entry
    ADD CONSTRAINT uq_seu_entry_workspace_key UNIQUE (workspace, key);


--
-- Name: seu_entry uq_seu_entry_workspace_reverses; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_entry
    ADD CONSTRAINT uq_seu_entry_workspace_reverses UNIQUE (workspace, reverses);


--
-- Name: ix_delivery_ghost_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_delivery_ghost_due ON public.delivery_ghost USING btree (due);


--
-- Name: ix_delivery_message_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_delivery_message_due ON public.delivery_message USING btree (due);


--
-- Name: ix_delivery_message_workspace_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_delivery_message_workspace_made ON public.delivery_message USING btree (workspace, made);


--
-- Name: ix_lean_coffee_plan_channel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_lean_coffee_plan_channel ON public.lean_coffee_plan USING btree (workspace, channel, state);


--
-- Name: ix_lean_coffee_series_channel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_lean_coffee_series_channel ON public.lean_coffee_series USING btree (workspace, channel);


--
-- Name: ix_lean_coffee_takeaway_meeting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_lean_coffee_takeaway_meeting ON public.lean_coffee_takeaway USING btree (workspace, meeting);


--
-- Name: ix_lean_coffee_topic_author; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_lean_coffee_topic_author ON public.lean_coffee_topic USING btree (workspace, author);


--
-- Name: ix_lean_coffee_topic_standing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_lean_coffee_topic_standing ON public.lean_coffee_topic USING btree (workspace, channel, standing);


--
-- Name: ix_presence_segment_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_presence_segment_session ON public.presence_segment USING btree (workspace, session, person);


--
-- Name: ix_refinement_reminder_channel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_refinement_reminder_channel ON public.refinement_reminder USING btree (workspace, channel);


--
-- Name: ix_refinement_reminder_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_refinement_reminder_owner ON public.refinement_reminder USING btree (workspace, owner);


--
-- Name: ix_schedule_alarm_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_schedule_alarm_due ON public.schedule_alarm USING btree (due);


--
-- Name: ix_schedule_alarm_not_before; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_schedule_alarm_not_before ON public.schedule_alarm USING btree (not_before);


--
-- Name: ix_schedule_draft_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_schedule_draft_at ON public.schedule_draft USING btree (at);


--
-- Name: ix_schedule_heartbeat_beat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_schedule_heartbeat_beat ON public.schedule_heartbeat USING btree (beat);


--
-- Name: ix_seu_entry_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_seu_entry_person ON public.seu_entry USING btree (workspace, person, at);


--
-- Name: ix_seu_entry_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_seu_entry_session ON public.seu_entry USING btree (workspace, session, person);


--
-- Name: ix_store_request_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_store_request_at ON public.store_request USING btree (at);


--
-- Name: uq_lean_coffee_meeting_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_lean_coffee_meeting_open ON public.lean_coffee_meeting USING btree (workspace, channel, lane) WHERE (closed IS NULL);


--
-- Name: uq_lean_coffee_occurrence_wall; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_lean_coffee_occurrence_wall ON public.lean_coffee_occurrence USING btree (workspace, series, wall);


--
-- Name: uq_presence_segment_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_presence_segment_open ON public.presence_segment USING btree (workspace, session, person) WHERE (until IS NULL);


--
-- Name: seu_entry seu_entry_is_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER seu_entry_is_append_only BEFORE DELETE OR UPDATE ON public.seu_entry FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: seu_entry seu_entry_is_not_emptied; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER seu_entry_is_not_emptied BEFORE TRUNCATE ON public.seu_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: refinement_occasion fk_refinement_occasion_workspace_reminder_refinement_reminder; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_occasion
    ADD CONSTRAINT fk_refinement_occasion_workspace_reminder_refinement_reminder FOREIGN KEY (workspace, reminder) REFERENCES public.refinement_reminder(workspace, reminder);


--
-- Name: refinement_reply fk_refinement_reply_workspace_occasion_refinement_occasion; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refinement_reply
    ADD CONSTRAINT fk_refinement_reply_workspace_occasion_refinement_occasion FOREIGN KEY (workspace, occasion) REFERENCES public.refinement_occasion(workspace, occasion);


--
-- Name: schedule_call fk_schedule_call_workspace_rule_schedule_rule; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule_call
    ADD CONSTRAINT fk_schedule_call_workspace_rule_schedule_rule FOREIGN KEY (workspace, rule) REFERENCES public.schedule_rule(workspace, id);


--
-- Name: seu_attendance fk_seu_attendance_workspace_session_seu_session; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seu_attendance
    ADD CONSTRAINT fk_seu_attendance_workspace_session_seu_session FOREIGN KEY (workspace, session) REFERENCES public.seu_session(workspace, session);


--
-- PostgreSQL database dump complete
--


