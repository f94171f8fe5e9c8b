INSERT INTO contacts (id, channel, contact_key, created_at)
SELECT i, 'zalo', 'load-' || i, $first FROM $people;

INSERT INTO conversations
  (id, contact_id, nlu_sender, created_at, free_from, told_of_delay, last_seq, told_to_slow_down)
SELECT i, i, 'load-' || i, $first, $first, $no, $each, $no FROM $people;

INSERT INTO inbox
  (id, conversation_id, channel, external_id, text, received_at, handled_at, attempts, failures, piece)
SELECT i, (i - 1) % $talks + 1, 'zalo', 'load-' || i,
  CASE WHEN i <= $forgotten THEN '$gone' ELSE 'nộp hồ sơ ở đâu, câu ' || i END, $at, $at, 1, 0, 'whole'
FROM $series;

INSERT INTO turns
  (id, conversation_id, inbox_id, joined, text, outcome, meta, provenance, latency_ms, created_at)
SELECT i, (i - 1) % $talks + 1, i, '[]'$json,
  CASE WHEN i <= $forgotten THEN '$gone' ELSE 'nộp hồ sơ ở đâu, câu ' || i END,
  CASE WHEN i % 20 = 0 THEN 'unknown' ELSE 'answered' END,
  '{"intent": "ask_place", "intent_confidence": 0.9, "procedure": {"code": "1.013831", "confidence": 0.9}, "aspect": "place"}'$json,
  '[]'$json, 40, $at
FROM $series;

INSERT INTO outbox (id, conversation_id, turn_id, seq, body, state, attempts, due_at, created_at, sent_at)
SELECT i, (i - 1) % $talks + 1, i, (i - 1) / $talks + 1,
  ('{"text": "' || CASE WHEN i <= $forgotten THEN '$gone' ELSE 'Dạ, cô/bác nộp ở bộ phận một cửa của xã nơi có đất, hoặc qua mạng ở cổng dịch vụ công ạ. Căn cứ: Nghị định 151/2025/NĐ-CP, kiểm tra ngày 20/11/2026.' END
    || '", "buttons": [], "images": []}')$json,
  'sent', 1, $at, $at, $at
FROM $series
