package clients

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/filecoin-project/go-state-types/crypto"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/chain/actors/builtin/account"
	"github.com/filecoin-project/lotus/chain/types"
	"github.com/filecoin-project/lotus/lib/sigs"
)

func TestMoneyIsSentToBothKindsOfAccountsAndFromThem(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		from := defaultWallet(t, ctx, node)
		for _, kind := range bothKinds {
			wallet, err := node.WalletNew(ctx, kind)
			require.NoError(t, err)
			lookup := send(t, ctx, node, types.Message{From: from, To: wallet, Value: fil(3)})
			require.NotZero(t, lookup.Receipt.GasUsed)
			balance, err := node.WalletBalance(ctx, wallet)
			require.NoError(t, err)
			require.Equal(t, fil(3), balance)
			assertAccount(t, ctx, node, wallet)

			send(t, ctx, node, types.Message{From: wallet, To: from, Value: fil(1)})
			balance, err = node.WalletBalance(ctx, wallet)
			require.NoError(t, err)
			require.True(t, balance.LessThan(fil(2)), "the gas is paid as well")
			require.True(t, balance.GreaterThan(fil(1)))
			actor, err := node.StateGetActor(ctx, wallet, types.EmptyTSK)
			require.NoError(t, err)
			require.EqualValues(t, 1, actor.Nonce)
		}
	})
}

// assertAccount decodes the account's raw state with Lotus's actors code.
func assertAccount(t *testing.T, ctx context.Context, node api.FullNode, wallet address.Address) {
	t.Helper()
	actor, err := node.StateGetActor(ctx, wallet, types.EmptyTSK)
	require.NoError(t, err)
	state, err := account.Load(stateStore(ctx, node), actor)
	require.NoError(t, err)
	key, err := state.PubkeyAddress()
	require.NoError(t, err)
	require.Equal(t, wallet, key)

	id, err := node.StateLookupID(ctx, wallet, types.EmptyTSK)
	require.NoError(t, err)
	require.Equal(t, address.ID, id.Protocol())
	back, err := node.StateAccountKey(ctx, id, types.EmptyTSK)
	require.NoError(t, err)
	require.Equal(t, wallet, back)
}

func TestAMessageThatLotusSignedIsCarriedOut(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		from := defaultWallet(t, ctx, node)
		secret, err := sigs.Generate(crypto.SigTypeSecp256k1)
		require.NoError(t, err)
		wallet := addressOf(t, types.KeyInfo{Type: types.KTSecp256k1, PrivateKey: secret})
		send(t, ctx, node, types.Message{From: from, To: wallet, Value: fil(2)})

		message, err := node.GasEstimateMessageGas(
			ctx, &types.Message{From: wallet, To: from, Value: fil(1)}, nil, types.EmptyTSK)
		require.NoError(t, err)
		message.Nonce, err = node.MpoolGetNonce(ctx, wallet)
		require.NoError(t, err)
		signature, err := sigs.Sign(crypto.SigTypeSecp256k1, secret, message.Cid().Bytes())
		require.NoError(t, err)
		signed := &types.SignedMessage{Message: *message, Signature: *signature}

		spoilt := *signed
		spoilt.Signature.Data = append([]byte{}, signature.Data...)
		spoilt.Signature.Data[7] ^= 1
		_, err = node.MpoolPush(ctx, &spoilt)
		require.ErrorContains(t, err, "signature verification failed")

		pushed, err := node.MpoolPush(ctx, signed)
		require.NoError(t, err)
		require.Equal(t, signed.Cid(), pushed, "the CID Lotus computes")
		found, err := node.ChainGetMessage(ctx, pushed)
		require.NoError(t, err)
		require.Equal(t, message.Cid(), found.Cid())
		landed(t, ctx, node, signed)

		_, err = node.MpoolPush(ctx, signed)
		require.ErrorContains(t, err, "message nonce too low")
	})
}

func TestGasIsEstimatedAsLotusDoes(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		from := defaultWallet(t, ctx, node)
		plain := &types.Message{From: from, To: from, Value: fil(1)}
		limit, err := node.GasEstimateGasLimit(ctx, plain, types.EmptyTSK)
		require.NoError(t, err)
		require.Positive(t, limit)
		premium, err := node.GasEstimateGasPremium(ctx, 10, from, limit, types.EmptyTSK)
		require.NoError(t, err)
		require.True(t, premium.GreaterThan(big.Zero()))

		full, err := node.GasEstimateMessageGas(ctx, plain, nil, types.EmptyTSK)
		require.NoError(t, err)
		require.GreaterOrEqual(t, full.GasLimit, limit)
		require.True(t, full.GasFeeCap.GreaterThanEqual(full.GasPremium))

		spec := &api.MessageSendSpec{MaxFee: big.NewInt(full.GasLimit * 200)}
		capped, err := node.GasEstimateMessageGas(ctx, plain, spec, types.EmptyTSK)
		require.NoError(t, err)
		require.True(t, capped.RequiredFunds().LessThanEqual(big.Add(spec.MaxFee, fil(1))))

		call, err := node.StateCall(ctx, plain, types.EmptyTSK)
		require.NoError(t, err)
		require.True(t, call.MsgRct.ExitCode.IsSuccess())
		_, err = node.MpoolGetConfig(ctx)
		require.NoError(t, err)

		beggar, err := node.WalletNew(ctx, types.KTBLS)
		require.NoError(t, err)
		_, err = node.MpoolPushMessage(
			ctx, &types.Message{From: beggar, To: from, Value: fil(1)}, nil)
		require.Error(t, err, "who has nothing sends nothing")
	})
}
