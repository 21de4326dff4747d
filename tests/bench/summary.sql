-- The 42 figures of two windows by hand: what counts of each type is read once, by its index, and used for all its figures.
WITH
trip AS MATERIALIZED (
    SELECT id, unit_id, in_plan, report_date, coalesce(actual_end, end_date) + 15 AS due,
           true AS now, false AS before
    FROM delegations_outbounddelegation
    WHERE deleted_at IS NULL AND kind <> 'VIEC_RIENG' AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND permit_date BETWEEN %(now_start)s AND %(now_end)s
    UNION ALL
    SELECT id, unit_id, in_plan, report_date, coalesce(actual_end, end_date) + 15 AS due,
           false, true
    FROM delegations_outbounddelegation
    WHERE deleted_at IS NULL AND kind <> 'VIEC_RIENG' AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND permit_date BETWEEN %(before_start)s AND %(before_end)s
),
trips AS (
    SELECT count(*) FILTER (WHERE now) AS dr01,
           count(*) FILTER (WHERE before) AS dr01_before,
           count(*) FILTER (WHERE now AND in_plan) AS dr05,
           count(*) FILTER (WHERE before AND in_plan) AS dr05_before,
           count(*) FILTER (WHERE now AND in_plan IS NOT TRUE) AS dr06,
           count(*) FILTER (WHERE before AND in_plan IS NOT TRUE) AS dr06_before,
           count(*) FILTER (WHERE now AND due <= %(now_end)s) AS due,
           count(*) FILTER (WHERE before AND due <= %(before_end)s) AS due_before,
           count(*) FILTER (WHERE now AND due <= %(now_end)s AND (report_date IS NULL OR report_date > due)) AS late,
           count(*) FILTER (WHERE before AND due <= %(before_end)s AND (report_date IS NULL OR report_date > due)) AS late_before
    FROM trip
),
traveller AS MATERIALIZED (
    SELECT m.unit_id, m.person_key,
           count(*) FILTER (WHERE t.now) AS now,
           count(*) FILTER (WHERE t.before) AS before
    FROM delegations_member m JOIN trip t ON t.id = m.delegation_id
    WHERE m.participation <> 'NOT_GOING'
    GROUP BY m.unit_id, m.person_key
),
travellers AS (
    SELECT sum(now)::bigint AS dr02, sum(before)::bigint AS dr02_before,
           count(*) FILTER (WHERE now > 0) AS dr03, count(*) FILTER (WHERE before > 0) AS dr03_before
    FROM traveller
),
legs AS (
    SELECT count(*) FILTER (WHERE now) AS dr04, count(*) FILTER (WHERE before) AS dr04_before
    FROM (
        SELECT bool_or(t.now) AS now, bool_or(t.before) AS before
        FROM delegations_leg l JOIN trip t ON t.id = l.delegation_id
        WHERE NOT l.transit GROUP BY l.country_id
    ) country
),
visit AS MATERIALIZED (
    SELECT id, unit_id, in_plan, report_date, coalesce(actual_end, end_date) + 7 AS due,
           coalesce(actual_guest_count, guest_count) AS guests,
           true AS now, false AS before
    FROM delegations_inbounddelegation
    WHERE deleted_at IS NULL AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND start_date BETWEEN %(now_start)s AND %(now_end)s
    UNION ALL
    SELECT id, unit_id, in_plan, report_date, coalesce(actual_end, end_date) + 7 AS due,
           coalesce(actual_guest_count, guest_count) AS guests,
           false, true
    FROM delegations_inbounddelegation
    WHERE deleted_at IS NULL AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND start_date BETWEEN %(before_start)s AND %(before_end)s
),
visits AS (
    SELECT count(*) FILTER (WHERE now) AS dv01,
           count(*) FILTER (WHERE before) AS dv01_before,
           coalesce(sum(guests) FILTER (WHERE now), 0) AS dv02,
           coalesce(sum(guests) FILTER (WHERE before), 0) AS dv02_before,
           count(*) FILTER (WHERE now AND in_plan) AS dv05,
           count(*) FILTER (WHERE before AND in_plan) AS dv05_before,
           count(*) FILTER (WHERE now AND in_plan IS NOT TRUE) AS dv06,
           count(*) FILTER (WHERE before AND in_plan IS NOT TRUE) AS dv06_before,
           count(*) FILTER (WHERE now AND due <= %(now_end)s) AS due,
           count(*) FILTER (WHERE before AND due <= %(before_end)s) AS due_before,
           count(*) FILTER (WHERE now AND due <= %(now_end)s AND (report_date IS NULL OR report_date > due)) AS late,
           count(*) FILTER (WHERE before AND due <= %(before_end)s AND (report_date IS NULL OR report_date > due)) AS late_before
    FROM visit
),
hosts AS (
    SELECT count(*) FILTER (WHERE now) AS dv04, count(*) FILTER (WHERE before) AS dv04_before
    FROM (SELECT bool_or(now) AS now, bool_or(before) AS before FROM visit GROUP BY unit_id) unit
),
senders AS (
    SELECT count(*) FILTER (WHERE now) AS dv03, count(*) FILTER (WHERE before) AS dv03_before
    FROM (
        SELECT bool_or(v.now) AS now, bool_or(v.before) AS before
        FROM delegations_inbounddelegation_countries c JOIN visit v ON v.id = c.inbounddelegation_id
        GROUP BY c.country_id
    ) country
),
paper AS MATERIALIZED (
    SELECT unit_id, scope, signing_name,
           true AS now, false AS before
    FROM agreements_agreement
    WHERE deleted_at IS NULL AND state IN ('SIGNED', 'SUSPENDED', 'REPLACED', 'TERMINATED')
      AND signed_on BETWEEN %(now_start)s AND %(now_end)s
    UNION ALL
    SELECT unit_id, scope, signing_name,
           false, true
    FROM agreements_agreement
    WHERE deleted_at IS NULL AND state IN ('SIGNED', 'SUSPENDED', 'REPLACED', 'TERMINATED')
      AND signed_on BETWEEN %(before_start)s AND %(before_end)s
),
papers AS (
    SELECT count(*) FILTER (WHERE now AND scope = 'QUOC_TE') AS tt01,
           count(*) FILTER (WHERE before AND scope = 'QUOC_TE') AS tt01_before,
           count(*) FILTER (WHERE now AND scope = 'QUOC_TE' AND signing_name = 'TP') AS tt02,
           count(*) FILTER (WHERE before AND scope = 'QUOC_TE' AND signing_name = 'TP') AS tt02_before,
           count(*) FILTER (WHERE now AND scope = 'QUOC_TE' AND signing_name = 'SO') AS tt03,
           count(*) FILTER (WHERE before AND scope = 'QUOC_TE' AND signing_name = 'SO') AS tt03_before,
           count(*) FILTER (WHERE now AND scope = 'QUOC_TE' AND signing_name = 'DONVI') AS tt04,
           count(*) FILTER (WHERE before AND scope = 'QUOC_TE' AND signing_name = 'DONVI') AS tt04_before,
           count(*) FILTER (WHERE now AND scope = 'TRONG_NUOC') AS tt05,
           count(*) FILTER (WHERE before AND scope = 'TRONG_NUOC') AS tt05_before
    FROM paper
),
in_force AS (
    SELECT count(*) FILTER (WHERE now) AS tt06,
           count(*) FILTER (WHERE before) AS tt06_before,
           count(*) FILTER (WHERE now AND expiry_date <= %(now_end)s::date + 90) AS tt07,
           count(*) FILTER (WHERE before AND expiry_date <= %(before_end)s::date + 90) AS tt07_before,
           count(*) FILTER (
               WHERE now AND effective_date <= (%(now_end)s::date - interval '6 months')::date
                 AND (last_now IS NULL OR last_now <= (%(now_end)s::date - interval '1 year')::date)
           ) AS kk05,
           count(*) FILTER (
               WHERE before AND effective_date <= (%(before_end)s::date - interval '6 months')::date
                 AND (last_before IS NULL OR last_before <= (%(before_end)s::date - interval '1 year')::date)
           ) AS kk05_before
    FROM (
        SELECT a.expiry_date, a.effective_date, i.last_now, i.last_before,
               a.effective_date <= %(now_end)s AND (a.expiry_date IS NULL OR a.expiry_date >= %(now_end)s) AS now,
               a.effective_date <= %(before_end)s AND (a.expiry_date IS NULL OR a.expiry_date >= %(before_end)s) AS before
        FROM agreements_agreement a
        LEFT JOIN (
            SELECT agreement_id,
                   max(date) FILTER (WHERE date <= %(now_end)s) AS last_now,
                   max(date) FILTER (WHERE date <= %(before_end)s) AS last_before
            FROM agreements_implementation WHERE date <= greatest(%(now_end)s, %(before_end)s) GROUP BY agreement_id
        ) i ON i.agreement_id = a.id
        WHERE a.deleted_at IS NULL AND a.scope = 'QUOC_TE' AND a.state = 'SIGNED'
          AND a.effective_date <= greatest(%(now_end)s, %(before_end)s)
          AND (a.expiry_date IS NULL OR a.expiry_date >= least(%(now_end)s, %(before_end)s))
    ) paper
),
conference AS MATERIALIZED (
    SELECT unit_id, role, report_date, end_date + 15 AS due,
           coalesce(actual_vietnamese, vietnamese, 0) AS vietnamese,
           coalesce(actual_foreign_resident, foreign_resident, 0)
               + coalesce(actual_foreign_visiting, foreign_visiting, 0) AS foreigners,
           true AS now, false AS before
    FROM conferences_conference
    WHERE deleted_at IS NULL AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND start_date BETWEEN %(now_start)s AND %(now_end)s
    UNION ALL
    SELECT unit_id, role, report_date, end_date + 15 AS due,
           coalesce(actual_vietnamese, vietnamese, 0) AS vietnamese,
           coalesce(actual_foreign_resident, foreign_resident, 0)
               + coalesce(actual_foreign_visiting, foreign_visiting, 0) AS foreigners,
           false, true
    FROM conferences_conference
    WHERE deleted_at IS NULL AND state IN ('PERMITTED', 'REPORTED', 'COMPLETED')
      AND start_date BETWEEN %(before_start)s AND %(before_end)s
),
conferences AS (
    SELECT count(*) FILTER (WHERE now AND role = 'CHU_TRI') AS hn01,
           count(*) FILTER (WHERE before AND role = 'CHU_TRI') AS hn01_before,
           count(*) FILTER (WHERE now AND role = 'THAM_DU') AS hn02,
           count(*) FILTER (WHERE before AND role = 'THAM_DU') AS hn02_before,
           coalesce(sum(vietnamese + foreigners) FILTER (WHERE now AND role = 'CHU_TRI'), 0) AS hn03,
           coalesce(sum(vietnamese + foreigners) FILTER (WHERE before AND role = 'CHU_TRI'), 0) AS hn03_before,
           coalesce(sum(foreigners) FILTER (WHERE now AND role = 'CHU_TRI'), 0) AS hn04,
           coalesce(sum(foreigners) FILTER (WHERE before AND role = 'CHU_TRI'), 0) AS hn04_before,
           count(*) FILTER (WHERE now AND role = 'CHU_TRI' AND due <= %(now_end)s) AS due,
           count(*) FILTER (WHERE before AND role = 'CHU_TRI' AND due <= %(before_end)s) AS due_before,
           count(*) FILTER (
               WHERE now AND role = 'CHU_TRI' AND due <= %(now_end)s AND (report_date IS NULL OR report_date > due)
           ) AS late,
           count(*) FILTER (
               WHERE before AND role = 'CHU_TRI' AND due <= %(before_end)s AND (report_date IS NULL OR report_date > due)
           ) AS late_before
    FROM conference
),
item AS MATERIALIZED (
    SELECT id, unit_id, kind IN ('CT', 'DADT', 'DAKT', 'ODA') AS project, value_usd, counterpart,
           start_date <= %(now_end)s AND end_date >= %(now_start)s AS now,
           start_date <= %(before_end)s AND end_date >= %(before_start)s AS before,
           permit_date BETWEEN %(now_start)s AND %(now_end)s AS approved,
           permit_date BETWEEN %(before_start)s AND %(before_end)s AS approved_before
    FROM aid_projects_aidproject
    WHERE deleted_at IS NULL AND permit_date IS NOT NULL
      AND state IN ('APPROVED', 'UNDER_WAY', 'SUSPENDED', 'ENDED', 'HANDED_OVER', 'SETTLED', 'COMPLETED')
),
items AS (
    SELECT count(*) FILTER (WHERE now) AS vt01,
           count(*) FILTER (WHERE before) AS vt01_before,
           count(*) FILTER (WHERE now AND project) AS vt02,
           count(*) FILTER (WHERE before AND project) AS vt02_before,
           count(*) FILTER (WHERE now AND NOT project) AS vt03,
           count(*) FILTER (WHERE before AND NOT project) AS vt03_before,
           count(*) FILTER (WHERE approved) AS vt04,
           count(*) FILTER (WHERE approved_before) AS vt04_before,
           coalesce(sum(value_usd) FILTER (WHERE now), 0) AS vt05,
           coalesce(sum(value_usd) FILTER (WHERE before), 0) AS vt05_before,
           coalesce(sum(counterpart) FILTER (WHERE now), 0) AS vt08,
           coalesce(sum(counterpart) FILTER (WHERE before), 0) AS vt08_before
    FROM item
),
money AS (
    SELECT coalesce(sum(d.usd) FILTER (WHERE i.now AND d.date BETWEEN %(now_start)s AND %(now_end)s), 0) AS vt06,
           coalesce(sum(d.usd) FILTER (WHERE i.before AND d.date BETWEEN %(before_start)s AND %(before_end)s), 0) AS vt06_before,
           coalesce(sum(d.usd) FILTER (WHERE i.now AND d.date <= %(now_end)s), 0) AS vt07,
           coalesce(sum(d.usd) FILTER (WHERE i.before AND d.date <= %(before_end)s), 0) AS vt07_before
    FROM aid_projects_disbursement d JOIN item i ON i.id = d.aid_id
    WHERE i.now OR i.before
),
unit AS MATERIALIZED (
    SELECT id,
           (valid_from IS NULL OR valid_from <= %(now_end)s) AND (valid_to IS NULL OR valid_to >= %(now_end)s) AS now,
           (valid_from IS NULL OR valid_from <= %(before_end)s) AND (valid_to IS NULL OR valid_to >= %(before_end)s) AS before
    FROM directory_unit WHERE deleted_at IS NULL AND kind <> 'SO'
),
point AS MATERIALIZED (
    SELECT unit_id, kind,
           start_date <= %(now_end)s AND (end_date IS NULL OR end_date >= %(now_end)s) AS now,
           start_date <= %(before_end)s AND (end_date IS NULL OR end_date >= %(before_end)s) AS before
    FROM personnel_focalpoint WHERE deleted_at IS NULL
),
points AS (
    SELECT count(*) FILTER (WHERE p.now) AS nl01,
           count(*) FILTER (WHERE p.before) AS nl01_before,
           count(DISTINCT u.id) FILTER (WHERE p.now AND u.now) AS nl02,
           count(DISTINCT u.id) FILTER (WHERE p.before AND u.before) AS nl02_before,
           count(*) FILTER (WHERE p.now AND p.kind = 'CHUYEN_TRACH') AS nl03,
           count(*) FILTER (WHERE p.before AND p.kind = 'CHUYEN_TRACH') AS nl03_before,
           count(*) FILTER (WHERE p.now AND p.kind = 'KIEM_NHIEM') AS nl04,
           count(*) FILTER (WHERE p.before AND p.kind = 'KIEM_NHIEM') AS nl04_before
    FROM point p LEFT JOIN unit u ON u.id = p.unit_id
),
courses AS (
    SELECT count(*) FILTER (WHERE now) AS nl05,
           count(*) FILTER (WHERE before) AS nl05_before,
           coalesce(sum(attendance) FILTER (WHERE now), 0) AS nl06,
           coalesce(sum(attendance) FILTER (WHERE before), 0) AS nl06_before
    FROM (
        SELECT start_date BETWEEN %(now_start)s AND %(now_end)s AS now,
               start_date BETWEEN %(before_start)s AND %(before_end)s AS before,
               coalesce(attendance, (SELECT count(*) FROM personnel_attendance a WHERE a.course_id = c.id AND a.present)) AS attendance
        FROM personnel_trainingcourse c
        WHERE deleted_at IS NULL
          AND (start_date BETWEEN %(now_start)s AND %(now_end)s OR start_date BETWEEN %(before_start)s AND %(before_end)s)
    ) course
),
active AS (
    SELECT unit_id, bool_or(now) AS now, bool_or(before) AS before
    FROM (
        SELECT unit_id, now, before FROM trip
        UNION ALL SELECT unit_id, now > 0, before > 0 FROM traveller
        UNION ALL SELECT unit_id, now, before FROM visit
        UNION ALL SELECT unit_id, now, before FROM paper
        UNION ALL SELECT unit_id, now, before FROM conference WHERE role = 'CHU_TRI'
        UNION ALL SELECT unit_id, now, before FROM item
    ) activity
    GROUP BY unit_id
),
units AS (
    SELECT count(*) FILTER (WHERE u.now) AS kk02,
           count(*) FILTER (WHERE u.before) AS kk02_before,
           count(*) FILTER (WHERE u.now AND a.now IS NOT TRUE) AS kk01,
           count(*) FILTER (WHERE u.before AND a.before IS NOT TRUE) AS kk01_before
    FROM unit u LEFT JOIN active a ON a.unit_id = u.id
)
SELECT dr01, dr01_before, dr02, dr02_before, dr03, dr03_before, dr04, dr04_before, dr05, dr05_before, dr06, dr06_before,
       dv01, dv01_before, dv02, dv02_before, dv03, dv03_before, dv04, dv04_before, dv05, dv05_before, dv06, dv06_before,
       tt01, tt01_before, tt02, tt02_before, tt03, tt03_before, tt04, tt04_before, tt05, tt05_before, tt06, tt06_before,
       tt07, tt07_before, hn01, hn01_before, hn02, hn02_before, hn03, hn03_before, hn04, hn04_before,
       vt01, vt01_before, vt02, vt02_before, vt03, vt03_before, vt04, vt04_before, vt05, vt05_before, vt06, vt06_before,
       vt07, vt07_before, vt08, vt08_before, nl01, nl01_before, nl02, nl02_before, nl03, nl03_before, nl04, nl04_before,
       nl05, nl05_before, nl06, nl06_before, kk01, kk01_before, kk02, kk02_before, kk05, kk05_before,
       trips.due + visits.due + conferences.due AS kk03,
       trips.due_before + visits.due_before + conferences.due_before AS kk03_before,
       trips.late + visits.late + conferences.late AS kk04,
       trips.late_before + visits.late_before + conferences.late_before AS kk04_before
FROM trips, travellers, legs, visits, hosts, senders, papers, in_force, conferences, items, money, points, courses, units
