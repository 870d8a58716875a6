// Runs the matrix's scenarios with sarama: a JSON file of scenarios in, one JSON line each out.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/Shopify/sarama"
	"github.com/xdg-go/scram"
)

type security struct {
	Mechanism, Username, Password string
}

type scenario struct {
	Name, Action, Topic, Group, Codec, Acks string
	ClientID                                string `json:"client_id"`
	Partitions                              int32
	Records                                 int
	RecordBytes                             int `json:"record_bytes"`
	Idempotent                              bool
	GroupProtocol                           string `json:"group_protocol"`
	Security                                *security
	TimeoutSeconds                          int `json:"timeout_seconds"`
}

// report is what the client says of one scenario; a nil pointer is what it cannot tell.
type report struct {
	Name            string           `json:"name"`
	OK              bool             `json:"ok"`
	Error           *string          `json:"error"`
	Skipped         *string          `json:"skipped"`
	SoftwareName    *string          `json:"software_name"` // never sent: ApiVersions of sarama 1.22 is v0
	SoftwareVersion *string          `json:"software_version"`
	Records         int              `json:"records"`
	RecordBytes     int              `json:"record_bytes"`
	LastOffsets     map[int32]int64  `json:"last_offsets"`
	Committed       map[int32]int64  `json:"committed"`
	MemberIDs       []string         `json:"member_ids"`
	Generation      *int32           `json:"generation"`
	RequestsSent    *int64           `json:"requests_sent"`
	RequestsByAPI   map[string]int64 `json:"requests_by_api"`
	RequestsExact   bool             `json:"requests_exact"`
	BytesSent       *int64           `json:"bytes_sent"`
	BytesReceived   *int64           `json:"bytes_received"`
}

func (r *report) saw(partition int32, offset int64, size int) {
	r.Records++
	r.RecordBytes += size
	if last, known := r.LastOffsets[partition]; !known || offset > last {
		r.LastOffsets[partition] = offset
	}
}

// skip is what the client cannot do, as an error.
type skip string

func (s skip) Error() string { return string(s) }

var codecs = map[string]sarama.CompressionCodec{
	"": sarama.CompressionNone, "none": sarama.CompressionNone, "gzip": sarama.CompressionGZIP,
	"snappy": sarama.CompressionSnappy, "lz4": sarama.CompressionLZ4, "zstd": sarama.CompressionZSTD,
}

var acks = map[string]sarama.RequiredAcks{
	"": sarama.WaitForAll, "all": sarama.WaitForAll, "1": sarama.WaitForLocal, "0": sarama.NoResponse,
}

type scramClient struct {
	*scram.ClientConversation
	hash scram.HashGeneratorFcn
}

func (c *scramClient) Begin(user, password, authzID string) error {
	client, err := c.hash.NewClient(user, password, authzID)
	if err == nil {
		c.ClientConversation = client.NewConversation()
	}
	return err
}

func configure(s scenario) *sarama.Config {
	config := sarama.NewConfig()
	config.Version = sarama.V2_1_0_0 // the first with zstd
	config.ClientID = s.ClientID
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	config.Consumer.Return.Errors = true
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = acks[s.Acks]
	config.Producer.Compression = codecs[s.Codec]
	config.Producer.Partitioner = sarama.NewManualPartitioner
	config.Producer.Flush.Messages = s.Records
	config.Producer.Flush.Frequency = 50 * time.Millisecond
	if s.Idempotent {
		config.Producer.Idempotent = true
		config.Net.MaxOpenRequests = 1
	}
	if s.Security != nil {
		sasl := &config.Net.SASL
		sasl.Enable = true
		sasl.Mechanism = sarama.SASLMechanism(s.Security.Mechanism)
		sasl.User, sasl.Password = s.Security.Username, s.Security.Password
		hash := scram.SHA256
		if strings.HasSuffix(s.Security.Mechanism, "512") {
			hash = scram.SHA512
		}
		sasl.SCRAMClientGeneratorFunc = func() sarama.SCRAMClient { return &scramClient{hash: hash} }
	}
	return config
}

func deadline(s scenario) time.Duration {
	if s.TimeoutSeconds == 0 {
		return 30 * time.Second
	}
	return time.Duration(s.TimeoutSeconds) * time.Second
}

// payload makes a record value: printable, differing from record to record, the same as the other drivers'.
func payload(index, size int) string {
	return (fmt.Sprintf("%08d-", index) + strings.Repeat("abcdefghijklmnopqrstuvwxyz", size/26+1))[:size]
}

func produce(bootstrap string, s scenario, config *sarama.Config, r *report) error {
	producer, err := sarama.NewSyncProducer([]string{bootstrap}, config)
	if err != nil {
		return err
	}
	defer producer.Close()
	messages := make([]*sarama.ProducerMessage, s.Records)
	for i := range messages {
		messages[i] = &sarama.ProducerMessage{
			Topic:     s.Topic,
			Partition: int32(i) % s.Partitions,
			Value:     sarama.StringEncoder(payload(i, s.RecordBytes)),
		}
	}
	if err := producer.SendMessages(messages); err != nil {
		return err
	}
	for _, m := range messages {
		r.saw(m.Partition, m.Offset, m.Value.Length())
	}
	if s.Acks == "0" { // sarama then reports offset 0 for all
		r.LastOffsets = map[int32]int64{}
	}
	return nil
}

func assign(bootstrap string, s scenario, config *sarama.Config, r *report) error {
	consumer, err := sarama.NewConsumer([]string{bootstrap}, config)
	if err != nil {
		return err
	}
	defer consumer.Close()
	messages := make(chan *sarama.ConsumerMessage, s.Records)
	for p := int32(0); p < s.Partitions; p++ {
		partition, err := consumer.ConsumePartition(s.Topic, p, sarama.OffsetOldest)
		if err != nil {
			return err
		}
		defer partition.AsyncClose()
		go func() {
			for m := range partition.Messages() {
				messages <- m
			}
		}()
	}
	timeout := time.After(deadline(s))
	for r.Records < s.Records {
		select {
		case m := <-messages:
			r.saw(m.Partition, m.Offset, len(m.Key)+len(m.Value))
		case <-timeout:
			return fmt.Errorf("%d of %d records came", r.Records, s.Records)
		}
	}
	return nil
}

// member is one member of a consumer group that leaves once it has read what the scenario asks for.
type member struct {
	mutex sync.Mutex
	s     scenario
	r     *report
	leave context.CancelFunc
}

func (m *member) Setup(session sarama.ConsumerGroupSession) error {
	generation := session.GenerationID()
	m.r.MemberIDs = append(m.r.MemberIDs, session.MemberID())
	m.r.Generation = &generation
	return nil
}

func (m *member) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (m *member) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		session.MarkMessage(message, "")
		m.mutex.Lock()
		m.r.saw(message.Partition, message.Offset, len(message.Key)+len(message.Value))
		m.r.Committed[message.Partition] = message.Offset + 1
		if m.r.Records == m.s.Records {
			m.leave()
		}
		m.mutex.Unlock()
	}
	return nil
}

func consume(bootstrap string, s scenario, config *sarama.Config, r *report) error {
	if s.GroupProtocol != "" && s.GroupProtocol != "classic" {
		return skip("sarama 1.22 has no KIP-848 consumer")
	}
	group, err := sarama.NewConsumerGroup([]string{bootstrap}, s.Group, config)
	if err != nil {
		return err
	}
	go func() {
		for err := range group.Errors() {
			log.Print(err)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), deadline(s))
	defer cancel()
	err = group.Consume(ctx, []string{s.Topic}, &member{s: s, r: r, leave: cancel})
	if closeErr := group.Close(); err == nil {
		err = closeErr
	}
	if err == nil && r.Records < s.Records {
		err = fmt.Errorf("%d of %d records came", r.Records, s.Records)
	}
	return err
}

var handlers = map[string]func(string, scenario, *sarama.Config, *report) error{
	"produce": produce, "assign": assign, "consume": consume,
}

func run(bootstrap string, s scenario) *report {
	r := &report{
		Name: s.Name, LastOffsets: map[int32]int64{}, Committed: map[int32]int64{}, MemberIDs: []string{},
	}
	config := configure(s)
	err := error(skip("sarama 1.22 cannot " + s.Action))
	if s.Codec == "zstd" {
		err = skip("sarama 1.22 speaks Produce up to v3 and Fetch up to v4; brokers take zstd from v7 and v10 on")
	} else if handle, known := handlers[s.Action]; known {
		err = handle(bootstrap, s, config, r)
	}
	text := ""
	if err != nil {
		text = err.Error()
	}
	switch err.(type) {
	case nil:
		r.OK = true
		r.RequestsSent = total(config, "request-rate")
		r.BytesSent = total(config, "outgoing-byte-rate")
		if s.Security == nil || s.Security.Mechanism == "PLAIN" { // it leaves out a part of SCRAM's answers
			r.BytesReceived = total(config, "incoming-byte-rate")
		}
		r.RequestsExact = s.Action != "assign" // its last fetches are cut off by the close
	case skip:
		r.Skipped = &text
	default:
		r.Error = &text
	}
	return r
}

// total is how often a meter of the client was marked, over all its connections.
func total(config *sarama.Config, meter string) *int64 {
	if m, ok := config.MetricRegistry.Get(meter).(interface{ Count() int64 }); ok {
		count := m.Count()
		return &count
	}
	return nil
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: run SCENARIOS.json")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var plan struct {
		Bootstrap string
		Scenarios []scenario
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		log.Fatal(err)
	}
	sarama.Logger = log.New(os.Stderr, "sarama: ", 0)
	out := json.NewEncoder(os.Stdout)
	for _, s := range plan.Scenarios {
		if err := out.Encode(run(plan.Bootstrap, s)); err != nil {
			log.Fatal(err)
		}
	}
}
